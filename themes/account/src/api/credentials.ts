import { call, type Console } from "./http";

/** A text of Keycloak with its values. */
type LocalizedMessage = { key: string; parameters?: string[] };

/** One credential of the user as Keycloak's account REST tells it: without its secret. `createdDate` is in milliseconds. */
export type StoredCredential = {
  credential: { id: string; type: string; userLabel?: string | null; createdDate?: number | null };
  infoMessage?: LocalizedMessage | null;
  infoProperties?: LocalizedMessage[] | null;
};

/**
 * A kind of credential that some sign-in flow of the realm uses. An action is missing where the realm has switched it
 * off.
 */
export type CredentialType = {
  type: string;
  createAction?: string | null;
  updateAction?: string | null;
  userCredentialMetadatas: StoredCredential[];
};

export const listCredentialTypes = (console: Console, signal: AbortSignal) =>
  call<CredentialType[]>(console, "account/credentials", { signal });
