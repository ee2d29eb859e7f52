import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { revokeToken, type ApiToken } from "../../api/apiTokens";
import { ApiError } from "../../api/http";
import { useSubmit } from "../../api/useSubmit";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

type RevokeTokenDialogProps = { token: ApiToken; onRevoked: (token: ApiToken) => void; onClose: () => void };

export const RevokeTokenDialog = ({ token, onRevoked, onClose }: RevokeTokenDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const [failure, setFailure] = useState<string>();

  const { isSubmitting, submit } = useSubmit(
    useCallback(async () => {
      setFailure(undefined);
      try {
        await revokeToken(console, token.id);
      } catch (error) {
        // A token that is gone already is what was wanted.
        if (!(error instanceof ApiError && error.status === 404)) {
          setFailure(t("gatehouseTokenRevokeFailed"));
          return;
        }
      }
      onRevoked(token);
    }, [console, token, onRevoked, t]),
  );

  return (
    <ConfirmDialog
      title={t("gatehouseTokenRevokeTitle", { name: token.name })}
      verb={t("gatehouseTokenRevoke")}
      failure={failure}
      isSubmitting={isSubmitting}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      {t("gatehouseTokenRevokeBody", { name: token.name })}
    </ConfirmDialog>
  );
};
