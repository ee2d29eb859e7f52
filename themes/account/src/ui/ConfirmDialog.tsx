import { Alert, Button, Modal, ModalVariant, Text, TextContent } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type ConfirmDialogProps = {
  /** Names what would be gone, as a question. */
  title: string;
  /** What happens on the button. */
  verb: string;
  /** Whether the button destroys; left out it does. It does not where a sign-in comes first. */
  isDanger?: boolean;
  /** Stands above the consequence, such as that a sign-in will be asked for. */
  notice?: ReactNode;
  /** Why the last attempt did nothing. */
  failure?: string | undefined;
  isSubmitting: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** The consequence. */
  children: ReactNode;
};

/** Asks before something is destroyed. */
export const ConfirmDialog = ({
  title,
  verb,
  isDanger = true,
  notice,
  failure,
  isSubmitting,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) => {
  const { t } = useTranslation();
  const close = () => {
    if (!isSubmitting) {
      onClose();
    }
  };
  return (
    <Modal
      className="gatehouse-dialog"
      variant={ModalVariant.small}
      title={title}
      titleIconVariant="warning"
      isOpen
      onClose={close}
      actions={[
        <Button
          key="confirm"
          variant={isDanger ? "danger" : "primary"}
          onClick={onConfirm}
          isDisabled={isSubmitting}
          isLoading={isSubmitting}
        >
          {verb}
        </Button>,
        <Button key="cancel" variant="link" onClick={close} isDisabled={isSubmitting}>
          {t("cancel")}
        </Button>,
      ]}
    >
      {failure && (
        <Alert className="pf-v5-u-mb-md" variant="danger" isInline component="p" title={failure} isLiveRegion />
      )}
      {notice && <div className="pf-v5-u-mb-md">{notice}</div>}
      <TextContent>
        <Text>{children}</Text>
      </TextContent>
    </Modal>
  );
};
