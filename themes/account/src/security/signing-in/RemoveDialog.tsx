import { useTranslation } from "react-i18next";

import { removeDevice } from "../../api/devices";
import { removeSecondFactor } from "../../api/secondFactor";
import { FreshConfirmDialog } from "../../sign-in/FreshConfirmDialog";
import { isLastFactor, type Kind, type WayIn, type WaysIn } from "./waysIn";

export const REMOVE_WAY_IN = "remove-way-in";

/** What waits for a sign-in: the id of the credential. */
export type RemoveForm = { id: string };

type Removal = { item: WayIn; unnamed: string; consequence: string; isPasskey: boolean };

type RemoveDialogProps = {
  removal: Removal;
  onRemoved: (name: string) => void;
  onClose: () => void;
};

/** What removing the credential means; undefined if it does not exist any more. */
export function removalOf(waysIn: WaysIn, id: string): Removal | undefined {
  const lastFactor = isLastFactor(waysIn, id);
  const candidates: { kind: Kind | undefined; unnamed: string; consequence: string; isPasskey?: boolean }[] = [
    {
      kind: waysIn.apps,
      unnamed: "gatehouseAppUnnamed",
      consequence: lastFactor ? "gatehouseLastFactorRemoveBody" : "gatehouseAppRemoveBody",
    },
    {
      kind: waysIn.securityKeys,
      unnamed: "gatehouseSecurityKeyUnnamed",
      consequence: lastFactor ? "gatehouseLastFactorRemoveBody" : "gatehouseSecurityKeyRemoveBody",
    },
    { kind: waysIn.recoveryCodes, unnamed: "gatehouseRecoveryCodes", consequence: "gatehouseRecoveryCodesRemoveBody" },
    {
      kind: waysIn.passkeys,
      unnamed: "gatehousePasskeyUnnamed",
      consequence: "gatehousePasskeyRemoveBody",
      isPasskey: true,
    },
  ];
  for (const { kind, unnamed, consequence, isPasskey = false } of candidates) {
    const item = kind?.items.find((candidate) => candidate.id === id);
    if (item) {
      return { item, unnamed, consequence, isPasskey };
    }
  }
  return undefined;
}

export const RemoveDialog = ({ removal, onRemoved, onClose }: RemoveDialogProps) => {
  const { t } = useTranslation();
  const { item, unnamed, consequence, isPasskey } = removal;
  const name = item.label ?? t(unnamed);
  return (
    <FreshConfirmDialog<RemoveForm>
      title={t("gatehouseRemoveTitle", { name })}
      verb={t("gatehouseRemove")}
      failed={t("gatehouseRemoveFailed", { name })}
      purpose={REMOVE_WAY_IN}
      form={{ id: item.id }}
      send={(console) => (isPasskey ? removeDevice(console, item.id) : removeSecondFactor(console, item.id))}
      onDone={() => onRemoved(name)}
      onClose={onClose}
    >
      {t(consequence)}
    </FreshConfirmDialog>
  );
};
