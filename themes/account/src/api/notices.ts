import { call, type Console } from "./http";

/** Where mails about the account go (rules P5, L4, X4), or why none are sent. */
export type Notices = {
  mailedTo: string | null;
  reason: "no_mail_server" | "no_email" | "email_not_verified" | null;
};

export const getNotices = (console: Console, signal: AbortSignal) =>
  call<Notices>(console, "account-security/notices", { signal });
