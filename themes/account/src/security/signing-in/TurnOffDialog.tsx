import { useTranslation } from "react-i18next";

import { turnOffSecondFactor } from "../../api/secondFactor";
import { FreshConfirmDialog } from "../../sign-in/FreshConfirmDialog";

export const TURN_OFF = "turn-off-two-factor";

type TurnOffDialogProps = { onDone: () => void; onClose: () => void };

export const TurnOffDialog = ({ onDone, onClose }: TurnOffDialogProps) => {
  const { t } = useTranslation();
  return (
    <FreshConfirmDialog<true>
      title={t("gatehouseTwoFactorTurnOffTitle")}
      verb={t("gatehouseTwoFactorTurnOff")}
      failed={t("gatehouseTwoFactorTurnOffFailed")}
      purpose={TURN_OFF}
      form
      send={turnOffSecondFactor}
      onDone={onDone}
      onClose={onClose}
    >
      {t("gatehouseTwoFactorTurnOffBody")}
    </FreshConfirmDialog>
  );
};
