import { call, type Console } from "./http";

/** The user's own limit of inactivity (rule S3) in whole minutes; null = as the realm says. */
export type AutomaticLogout = { minutes: number | null; minimum: number; maximum: number };

const PATH = "account-security/automatic-logout";

export const getAutomaticLogout = (console: Console, signal: AbortSignal) =>
  call<AutomaticLogout>(console, PATH, { signal });

/** Holds for all of the user's sessions at once. */
export const setAutomaticLogout = (console: Console, minutes: number | null) =>
  call<AutomaticLogout>(console, PATH, { method: "PUT", body: { minutes } });
