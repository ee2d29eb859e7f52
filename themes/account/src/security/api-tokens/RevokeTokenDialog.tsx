import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Alert, Button, Modal, ModalVariant, Text, TextContent } from "@patternfly/react-core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { revokeToken, type ApiToken } from "../../api/apiTokens";
import { ApiError } from "../../api/http";
import { useSubmit } from "./useSubmit";

type RevokeTokenDialogProps = { token: ApiToken; onRevoked: (token: ApiToken) => void; onClose: () => void };

export const RevokeTokenDialog = ({ token, onRevoked, onClose }: RevokeTokenDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const [hasFailed, setHasFailed] = useState(false);

  const { isSubmitting, submit } = useSubmit(
    useCallback(async () => {
      setHasFailed(false);
      try {
        await revokeToken(console, token.id);
      } catch (error) {
        // A token that is gone already is what was wanted.
        if (!(error instanceof ApiError && error.status === 404)) {
          setHasFailed(true);
          return;
        }
      }
      onRevoked(token);
    }, [console, token, onRevoked]),
  );

  const close = () => {
    if (!isSubmitting) {
      onClose();
    }
  };

  return (
    <Modal
      className="gatehouse-dialog"
      variant={ModalVariant.small}
      title={t("gatehouseTokenRevokeTitle", { name: token.name })}
      titleIconVariant="warning"
      isOpen
      onClose={close}
      actions={[
        <Button
          key="revoke"
          variant="danger"
          onClick={() => void submit()}
          isDisabled={isSubmitting}
          isLoading={isSubmitting}
        >
          {t("gatehouseTokenRevoke")}
        </Button>,
        <Button key="cancel" variant="link" onClick={close} isDisabled={isSubmitting}>
          {t("cancel")}
        </Button>,
      ]}
    >
      {hasFailed && (
        <Alert
          className="pf-v5-u-mb-md"
          variant="danger"
          isInline
          component="p"
          title={t("gatehouseTokenRevokeFailed")}
          isLiveRegion
        />
      )}
      <TextContent>
        <Text>{t("gatehouseTokenRevokeBody", { name: token.name })}</Text>
      </TextContent>
    </Modal>
  );
};
