import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { removeDevicesOfKind } from "../../api/devices";
import { useSubmit } from "../../api/useSubmit";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { REMEMBERED, type RememberedKind } from "./deviceWords";

type RemoveAllDialogProps = { kind: RememberedKind; onRemoved: () => void; onClose: () => void };

export const RemoveAllDialog = ({ kind, onRemoved, onClose }: RemoveAllDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const [failure, setFailure] = useState<string>();
  const { isSubmitting, submit } = useSubmit(
    useCallback(async () => {
      setFailure(undefined);
      try {
        await removeDevicesOfKind(console, kind);
      } catch {
        setFailure(t("gatehouseDevicesRemoveAllFailed"));
        return;
      }
      onRemoved();
    }, [console, kind, onRemoved, t]),
  );
  return (
    <ConfirmDialog
      title={t(REMEMBERED[kind].title)}
      verb={t("gatehouseDevicesRemoveAll")}
      failure={failure}
      isSubmitting={isSubmitting}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      {t(REMEMBERED[kind].body)}
    </ConfirmDialog>
  );
};
