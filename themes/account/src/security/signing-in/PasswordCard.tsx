import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { formatRelative } from "../../ui/dates";
import { Time } from "../../ui/Time";
import { SecurityCard } from "./SecurityCard";
import type { Kind, WayIn } from "./waysIn";

type PasswordCardProps = { password: Kind; onStart: (action: string) => void };

export const PasswordCard = ({ password: { items, action }, onStart }: PasswordCardProps) => {
  const { t } = useTranslation();
  const [password] = items;
  return (
    <SecurityCard
      id="signing-in-password"
      title={t("gatehousePassword")}
      state={<PasswordState password={password} />}
      actions={
        action && (
          <Button variant="secondary" onClick={() => onStart(action)}>
            {t(password ? "gatehousePasswordChange" : "gatehousePasswordCreate")}
          </Button>
        )
      }
    />
  );
};

/** Whether there is a password, and since when, in a sentence. */
export const PasswordState = ({ password }: { password: WayIn | undefined }) => {
  const { t, i18n } = useTranslation();
  if (!password) {
    return <>{t("gatehousePasswordNone")}</>;
  }
  return password.createdAt ? (
    <>
      {t("gatehousePasswordChanged")}{" "}
      <Time time={password.createdAt.toISOString()} text={formatRelative(password.createdAt, i18n.language)} />
    </>
  ) : (
    <>{t("gatehousePasswordSet")}</>
  );
};
