import { call, type Console } from "./http";

export type SessionEndReason =
  | "signed-out"
  | "ended-by-user"
  | "ended-by-administrator"
  | "timed-out"
  | "automatic-logout"
  | "remember-me-off"
  | "sign-on-changed"
  | "suspicious"
  | "impersonation-ended"
  | "replaced"
  | "unknown";

/** A session of the user (rule S1). Times are ISO 8601 in UTC; null where the server does not know. */
export type Session = {
  id: string;
  state: "active" | "ended";
  /** Whether the console itself runs in it. */
  current: boolean;
  /** Parsed from the user agent by the server. */
  browser: string | null;
  system: string | null;
  address: string | null;
  /** Id and name of the application to which the user signed in first; the name can be `${key}` of a translation. */
  client: string | null;
  clientName: string | null;
  startedAt: string | null;
  lastActivityAt: string | null;
  endedAt: string | null;
  endReason: SessionEndReason | null;
  rememberMe: boolean;
  /** Whether an application keeps it when the user signs out. */
  offline: boolean;
  /** Whether somebody else works or worked in it in the user's name. */
  impersonated: boolean;
};

const BASE = "account-security/sessions";

/** Of the active ones this session first; of the ended ones the last ended first. */
export const listSessions = (
  console: Console,
  state: Session["state"],
  first: number,
  max: number,
  signal: AbortSignal,
) => call<Session[]>(console, BASE, { query: { state, first, max }, signal });

export const endSession = (console: Console, id: string) =>
  call<undefined>(console, `${BASE}/${encodeURIComponent(id)}`, { method: "DELETE" });

export const endOtherSessions = (console: Console) => call<undefined>(console, BASE, { method: "DELETE" });

/** This session included: the tokens of the console are of no use afterwards. */
export const endAllSessions = (console: Console) =>
  call<undefined>(console, BASE, { method: "DELETE", query: { current: "true" } });
