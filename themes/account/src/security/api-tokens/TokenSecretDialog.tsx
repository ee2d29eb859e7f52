import { Alert, Button, ClipboardCopy, Form, FormGroup, Modal, ModalVariant } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router-dom";

import type { IssuedToken } from "../../api/apiTokens";

type TokenSecretDialogProps = { token: IssuedToken; onStored: () => void };

type CopyState = "not-yet" | "copied" | "failed";

/**
 * Shows a secret this once. Nothing but its button closes it: not Escape, not a click beside it, not the browser's
 * "back"; leaving the page asks first.
 */
export const TokenSecretDialog = ({ token, onStored }: TokenSecretDialogProps) => {
  const { t } = useTranslation();
  const [copyState, setCopyState] = useState<CopyState>("not-yet");

  const blocker = useBlocker(true);
  useEffect(() => {
    if (blocker.state === "blocked") {
      blocker.reset();
    }
  }, [blocker]);

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);

  const copy = async () => {
    try {
      // Without https, browsers offer no clipboard.
      await navigator.clipboard.writeText(token.token);
      setCopyState("copied");
    } catch {
      setCopyState("failed");
    }
  };

  return (
    <Modal
      className="gatehouse-dialog"
      variant={ModalVariant.medium}
      title={t("gatehouseTokenSecretTitle", { name: token.name })}
      isOpen
      showClose={false}
      onEscapePress={() => undefined}
      actions={[
        <Button key="stored" onClick={onStored}>
          {t("gatehouseTokenSecretStored")}
        </Button>,
      ]}
    >
      <Form onSubmit={(event) => event.preventDefault()}>
        <Alert variant="warning" isInline component="p" title={t("gatehouseTokenSecretOnceTitle")}>
          {t("gatehouseTokenSecretOnceBody")}
        </Alert>
        <FormGroup label={t("gatehouseTokenSecret")}>
          <ClipboardCopy
            isReadOnly
            className="gatehouse-secret"
            textAriaLabel={t("gatehouseTokenSecret")}
            toggleAriaLabel={t("gatehouseTokenSecret")}
            hoverTip={t("gatehouseCopy")}
            clickTip={copyState === "failed" ? t("gatehouseCopyFailedShort") : t("gatehouseCopied")}
            onCopy={() => void copy()}
          >
            {token.token}
          </ClipboardCopy>
          <p role="status" className="gatehouse-copy-status">
            {copyState === "copied" && t("gatehouseCopiedToClipboard")}
            {copyState === "failed" && t("gatehouseCopyFailed")}
          </p>
        </FormGroup>
      </Form>
    </Modal>
  );
};
