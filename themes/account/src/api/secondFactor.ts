import { call, type Console } from "./http";

const BASE = "account-security/second-factor";

/** Removes every second factor, recovery codes included. Needs a fresh sign-in. */
export const turnOffSecondFactor = (console: Console) => call<undefined>(console, BASE, { method: "DELETE" });

/**
 * Removes one second factor; with the last one that is no recovery code the recovery codes go as well. Needs a fresh
 * sign-in.
 */
export const removeSecondFactor = (console: Console, id: string) =>
  call<undefined>(console, `${BASE}/${encodeURIComponent(id)}`, { method: "DELETE" });
