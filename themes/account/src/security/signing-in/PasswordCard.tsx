import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { formatRelative } from "../../ui/dates";
import { Time } from "../../ui/Time";
import { SecurityCard } from "./SecurityCard";
import type { Kind } from "./waysIn";

type PasswordCardProps = { password: Kind; onStart: (action: string) => void };

export const PasswordCard = ({ password: { items, action }, onStart }: PasswordCardProps) => {
  const { t, i18n } = useTranslation();
  const [password] = items;
  return (
    <SecurityCard
      id="signing-in-password"
      title={t("gatehousePassword")}
      state={
        !password ? (
          t("gatehousePasswordNone")
        ) : password.createdAt ? (
          <>
            {t("gatehousePasswordChanged")}{" "}
            <Time
              time={password.createdAt.toISOString()}
              text={formatRelative(password.createdAt, i18n.language)}
            />
          </>
        ) : (
          t("gatehousePasswordSet")
        )
      }
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
