import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { removeDevice, type Device } from "../../api/devices";
import { ApiError } from "../../api/http";
import { useSubmit } from "../../api/useSubmit";
import { FreshConfirmDialog } from "../../sign-in/FreshConfirmDialog";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { isCredential, KINDS, nameOf } from "./deviceWords";

export const REMOVE_DEVICE = "remove-device";

type RemoveDeviceDialogProps = { device: Device; onRemoved: (name: string) => void; onClose: () => void };

export const RemoveDeviceDialog = (props: RemoveDeviceDialogProps) =>
  isCredential(props.device) ? <RemoveCredential {...props} /> : <ForgetBrowser {...props} />;

/** A passkey or security key: the page opens this dialog again after the sign-in. */
const RemoveCredential = ({ device, onRemoved, onClose }: RemoveDeviceDialogProps) => {
  const { t } = useTranslation();
  const name = nameOf(t, device);
  return (
    <FreshConfirmDialog<Device>
      title={t("gatehouseRemoveTitle", { name })}
      verb={t("gatehouseRemove")}
      failed={t("gatehouseRemoveFailed", { name })}
      purpose={REMOVE_DEVICE}
      form={device}
      send={(console) => removeDevice(console, device.id)}
      onDone={() => onRemoved(name)}
      onClose={onClose}
    >
      {t(KINDS[device.kind].consequence)}
    </FreshConfirmDialog>
  );
};

/** A trusted device or a login token: no sign-in is needed to be remembered less. */
const ForgetBrowser = ({ device, onRemoved, onClose }: RemoveDeviceDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const [failure, setFailure] = useState<string>();
  const name = nameOf(t, device);
  const { isSubmitting, submit } = useSubmit(
    useCallback(async () => {
      setFailure(undefined);
      try {
        await removeDevice(console, device.id);
      } catch (error) {
        // What is gone already is what was wanted.
        if (!(error instanceof ApiError && error.status === 404)) {
          setFailure(t("gatehouseRemoveFailed", { name }));
          return;
        }
      }
      onRemoved(name);
    }, [console, device, name, onRemoved, t]),
  );
  return (
    <ConfirmDialog
      title={t("gatehouseRemoveTitle", { name })}
      verb={t("gatehouseRemove")}
      failure={failure}
      isSubmitting={isSubmitting}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      {t(KINDS[device.kind].consequence)}
    </ConfirmDialog>
  );
};
