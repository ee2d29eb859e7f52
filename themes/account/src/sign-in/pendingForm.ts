import type { Console } from "../api/http";

const KEY = "gatehouse.pending-form";
/** Long enough for a sign-in with a code from a mail; after that a dialog that opens by itself would only surprise. */
const LIFETIME_MILLISECONDS = 15 * 60 * 1000;

type Stored<T> = { purpose: string; user: string | undefined; savedAt: number; form: T };

const userOf = ({ keycloak }: Console) => keycloak.tokenParsed?.sub;

/**
 * Keeps what was typed while the user signs in again, in this tab only. Forms hold names and choices: a secret must
 * never be part of one.
 */
export function keepForm<T>(console: Console, purpose: string, form: T) {
  const stored: Stored<T> = { purpose, user: userOf(console), savedAt: Date.now(), form };
  sessionStorage.setItem(KEY, JSON.stringify(stored));
}

/** The form kept for `purpose` by the same user a short time ago. */
export function keptForm<T>(console: Console, purpose: string): T | undefined {
  const stored = readStored<T>();
  return stored &&
    stored.purpose === purpose &&
    stored.user === userOf(console) &&
    Date.now() - stored.savedAt < LIFETIME_MILLISECONDS
    ? stored.form
    : undefined;
}

/** Forgets any kept form. */
export function dropForm() {
  sessionStorage.removeItem(KEY);
}

function readStored<T>(): Stored<T> | undefined {
  const json = sessionStorage.getItem(KEY);
  if (!json) {
    return undefined;
  }
  try {
    return JSON.parse(json) as Stored<T>;
  } catch {
    return undefined;
  }
}
