import { call, type Console } from "./http";

export type LogOutcome = "success" | "failure" | "alarm";

/** An entry of the security log (rule L1). `at` is ISO 8601 in UTC; left out where the server does not know. */
export type LogEntry = {
  id: string;
  at: string;
  category: string;
  kind: string;
  outcome: LogOutcome;
  address?: string | undefined;
  browser?: string | undefined;
  system?: string | undefined;
  client?: string | undefined;
  /** May be the key of a translation, as `${key}`. */
  clientName?: string | undefined;
  currentSession: boolean;
  /** By whom, if not by the user; without name if that account has been deleted. */
  actor?: { username?: string; realm?: string };
  /** Whether the actor was signed in as the user. */
  impersonated: boolean;
  details: Record<string, string>;
};

export type LogFilter = { category?: string | undefined; from?: string | undefined };

/** The newest first. */
export const listLog = (console: Console, filter: LogFilter, first: number, max: number, signal: AbortSignal) => {
  const { category, from } = filter;
  return call<LogEntry[]>(console, "account-security/log", {
    query: { first, max, ...(category ? { category } : {}), ...(from ? { from } : {}) },
    signal,
  });
};
