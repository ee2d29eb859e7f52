import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ApiError, type Console } from "../api/http";
import { useNeedsFreshSignIn } from "./freshSignIn";
import { FreshSignInNotice } from "./FreshSignInNotice";
import { useFreshSubmit } from "./useFreshSubmit";
import { ConfirmDialog } from "../ui/ConfirmDialog";

type FreshConfirmDialogProps<F> = {
  title: string;
  verb: string;
  /** What to say when it could not be done. */
  failed: string;
  /** What is kept while the user signs in again, and under which name: the page opens this dialog again with it. */
  purpose: string;
  form: F;
  send: (console: Console) => Promise<undefined>;
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks before something is destroyed that protects the account; needs a fresh sign-in. */
export function FreshConfirmDialog<F>({
  title,
  verb,
  failed,
  purpose,
  form,
  send,
  onDone,
  onClose,
  children,
}: FreshConfirmDialogProps<F>) {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const needsFreshSignIn = useNeedsFreshSignIn();
  const [hasFailed, setHasFailed] = useState(false);
  const { isSubmitting, submit } = useFreshSubmit<F, undefined>({
    purpose,
    form,
    send: () => send(console),
    onDone,
    onRefused: (error) => {
      // What is gone already is what was wanted.
      if (error instanceof ApiError && error.status === 404) {
        onDone();
      } else {
        setHasFailed(true);
      }
    },
  });
  return (
    <ConfirmDialog
      title={title}
      verb={needsFreshSignIn ? t("gatehouseFreshSignInContinue") : verb}
      isDanger={!needsFreshSignIn}
      notice={needsFreshSignIn && <FreshSignInNotice />}
      failure={hasFailed ? failed : undefined}
      isSubmitting={isSubmitting}
      onConfirm={() => {
        setHasFailed(false);
        void submit();
      }}
      onClose={onClose}
    >
      {children}
    </ConfirmDialog>
  );
}
