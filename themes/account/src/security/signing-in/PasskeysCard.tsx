import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { pluralKey } from "../../i18n/plural";
import { SecurityCard } from "./SecurityCard";
import { WayInList } from "./WayInList";
import type { Kind, WayIn } from "./waysIn";

const COUNT = { one: "gatehousePasskeysOne", few: "gatehousePasskeysFew", many: "gatehousePasskeysMany" };

type PasskeysCardProps = { passkeys: Kind; onStart: (action: string) => void; onRemove: (item: WayIn) => void };

export const PasskeysCard = ({ passkeys: { items, action }, onStart, onRemove }: PasskeysCardProps) => {
  const { t, i18n } = useTranslation();
  const count = items.length;
  return (
    <SecurityCard
      id="signing-in-passkeys"
      title={t("gatehousePasskeys")}
      state={count ? t(pluralKey(COUNT, count, i18n.language), { count }) : t("gatehousePasskeysNone")}
      actions={
        action && (
          <Button variant="secondary" onClick={() => onStart(action)}>
            {t("gatehousePasskeyAdd")}
          </Button>
        )
      }
    >
      {count > 0 && (
        <WayInList
          label={t("gatehousePasskeys")}
          items={items}
          unnamed={t("gatehousePasskeyUnnamed")}
          onRemove={onRemove}
        />
      )}
    </SecurityCard>
  );
};
