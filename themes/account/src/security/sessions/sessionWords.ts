import type { TFunction } from "i18next";

import type { Session, SessionEndReason } from "../../api/sessions";
import { localizedText } from "../../i18n/localizedText";

/** Why a session ended, as a sentence. */
const REASONS: Record<SessionEndReason, string> = {
  "signed-out": "gatehouseSessionSignedOut",
  "ended-by-user": "gatehouseSessionEndedByUser",
  "ended-by-administrator": "gatehouseSessionEndedByAdministrator",
  "timed-out": "gatehouseSessionTimedOut",
  "automatic-logout": "gatehouseSessionAutomaticLogout",
  "remember-me-off": "gatehouseSessionRememberMeOff",
  "sign-on-changed": "gatehouseSessionSignOnChanged",
  suspicious: "gatehouseSessionSuspicious",
  "impersonation-ended": "gatehouseSessionImpersonationEnded",
  replaced: "gatehouseSessionReplaced",
  unknown: "gatehouseSessionEndUnknown",
};

/** A reason that a newer server may give is as good as none. */
export const reasonOf = (t: TFunction, { endReason }: Session) =>
  t(REASONS[endReason ?? "unknown"] ?? REASONS.unknown);

/** What the server's parser says of programs that it does not know. */
const NOT_RECOGNISED = "Other";
const recognised = (name: string | null) => (name === NOT_RECOGNISED ? null : name);

/** Such as "Firefox on Linux". */
export function nameOf(t: TFunction, session: Session): string {
  const browser = recognised(session.browser);
  const system = recognised(session.system);
  return browser && system
    ? t("gatehouseBrowserOnSystem", { browser, system })
    : browser || system || t("gatehouseSessionUnknownDevice");
}

export const applicationOf = (t: TFunction, { client, clientName }: Session) =>
  localizedText(t, clientName) || client || t("gatehouseUnknown");

const PHONES = /android|ios|iphone|windows phone/i;
const TABLETS = /ipad/i;
const COMPUTERS = /windows|mac|linux|chrome ?os|ubuntu|fedora|debian|bsd/i;

export type DeviceShape = "phone" | "tablet" | "computer" | "unknown";

export function shapeOf({ system }: Session): DeviceShape {
  const name = system ?? "";
  return TABLETS.test(name) ? "tablet" : PHONES.test(name) ? "phone" : COMPUTERS.test(name) ? "computer" : "unknown";
}
