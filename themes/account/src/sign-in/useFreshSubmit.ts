import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback } from "react";

import { FreshSignInRequired } from "../api/http";
import { useSubmit } from "../api/useSubmit";
import { signInAgain } from "./freshSignIn";
import { keepForm } from "./pendingForm";

type FreshSubmit<F, R> = {
  purpose: string;
  /** What is kept while the user signs in again: never a secret. */
  form: F;
  send: (form: F) => Promise<R>;
  onDone: (result: R) => void;
  onRefused: (error: unknown) => void;
};

/** Submits a form of an action that needs a fresh sign-in; keeps the form and leaves for the sign-in page if asked. */
export function useFreshSubmit<F, R>({ purpose, form, send, onDone, onRefused }: FreshSubmit<F, R>) {
  const console = useEnvironment<AccountEnvironment>();
  return useSubmit(
    useCallback(async () => {
      try {
        onDone(await send(form));
      } catch (error) {
        if (error instanceof FreshSignInRequired) {
          keepForm(console, purpose, form);
          await signInAgain(console, error.maxAge);
        } else {
          onRefused(error);
        }
      }
    }, [console, purpose, form, send, onDone, onRefused]),
  );
}
