import { useTranslation } from "react-i18next";

import { removePin } from "../../api/pin";
import { FreshConfirmDialog } from "../../sign-in/FreshConfirmDialog";

export const REMOVE_PIN = "remove-pin";

type RemovePinDialogProps = { onDone: () => void; onClose: () => void };

export const RemovePinDialog = ({ onDone, onClose }: RemovePinDialogProps) => {
  const { t } = useTranslation();
  return (
    <FreshConfirmDialog<true>
      title={t("gatehousePinRemoveTitle")}
      verb={t("gatehousePinRemove")}
      failed={t("gatehousePinRemoveFailed")}
      purpose={REMOVE_PIN}
      form
      send={removePin}
      onDone={onDone}
      onClose={onClose}
    >
      {t("gatehousePinRemoveBody")}
    </FreshConfirmDialog>
  );
};
