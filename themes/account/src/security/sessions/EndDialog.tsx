import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ApiError, type Console } from "../../api/http";
import { useSubmit } from "../../api/useSubmit";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

type EndDialogProps = {
  title: string;
  verb: string;
  /** What to say when it could not be done. */
  failed: string;
  send: (console: Console) => Promise<undefined>;
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks before sessions end. No sign-in is asked for: ending one gives nobody anything. */
export const EndDialog = ({ title, verb, failed, send, onDone, onClose, children }: EndDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const [failure, setFailure] = useState<string>();
  const { isSubmitting, submit } = useSubmit(
    useCallback(async () => {
      setFailure(undefined);
      try {
        await send(console);
      } catch (error) {
        const status = error instanceof ApiError ? error.status : undefined;
        // What is gone already is what was wanted.
        if (status !== 404) {
          setFailure(status === 403 ? t("gatehouseNotInThisSession") : failed);
          return;
        }
      }
      onDone();
    }, [console, failed, onDone, send, t]),
  );
  return (
    <ConfirmDialog
      title={title}
      verb={verb}
      failure={failure}
      isSubmitting={isSubmitting}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      {children}
    </ConfirmDialog>
  );
};
