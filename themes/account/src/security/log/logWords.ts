import type { TFunction } from "i18next";

import type { LogEntry } from "../../api/securityLog";

/** The categories of entries, in the order of the filter. */
export const CATEGORIES: Record<string, string> = {
  "sign-in": "gatehouseLogCategorySignIn",
  "failed-attempt": "gatehouseLogCategoryFailedAttempt",
  lockout: "gatehouseLogCategoryLockout",
  password: "gatehouseLogCategoryPassword",
  "second-factor": "gatehouseLogCategorySecondFactor",
  session: "gatehouseLogCategorySession",
  device: "gatehouseLogCategoryDevice",
  "api-token": "gatehouseLogCategoryApiToken",
  account: "gatehouseLogCategoryAccount",
  impersonation: "gatehouseLogCategoryImpersonation",
  administration: "gatehouseLogCategoryAdministration",
};

/** What is told of each kind that can be in a user's log. */
const SENTENCES: Record<string, string> = {
  "sign-in": "gatehouseLogSignIn",
  "sign-in-failed": "gatehouseLogSignInFailed",
  "password-reset-failed": "gatehouseLogPasswordResetFailed",
  "credential-change-failed": "gatehouseLogCredentialChangeFailed",
  "api-token-refused": "gatehouseLogApiTokenRefused",
  blocked: "gatehouseLogBlocked",
  "blocked-for-good": "gatehouseLogBlockedForGood",
  unblocked: "gatehouseLogUnblocked",
  "password-changed": "gatehouseLogPasswordChanged",
  "password-removed": "gatehouseLogPasswordRemoved",
  "password-reset-requested": "gatehouseLogPasswordResetRequested",
  "one-time-password-mailed": "gatehouseLogOneTimePasswordMailed",
  "second-factor-added": "gatehouseLogCredentialAdded",
  "second-factor-removed": "gatehouseLogCredentialRemoved",
  "passkey-added": "gatehouseLogPasskeyAdded",
  "passkey-removed": "gatehouseLogPasskeyRemoved",
  "pin-set": "gatehouseLogPinSet",
  "pin-removed": "gatehouseLogPinRemoved",
  "credential-added": "gatehouseLogCredentialAdded",
  "credential-removed": "gatehouseLogCredentialRemoved",
  "signed-out": "gatehouseLogSignedOut",
  "session-expired": "gatehouseLogSessionExpired",
  "session-ended": "gatehouseLogSessionEnded",
  "all-sessions-ended": "gatehouseLogAllSessionsEnded",
  "device-trusted": "gatehouseLogDeviceTrusted",
  "device-trust-ended": "gatehouseLogDeviceTrustEnded",
  "sign-in-saved": "gatehouseLogSignInSaved",
  "saved-sign-in-ended": "gatehouseLogSavedSignInEnded",
  "new-device-disowned": "gatehouseLogNewDeviceDisowned",
  "remembered-browser-stolen": "gatehouseLogRememberedBrowserStolen",
  "api-token-created": "gatehouseLogApiTokenCreated",
  "api-token-renewed": "gatehouseLogApiTokenRenewed",
  "api-token-revoked": "gatehouseLogApiTokenRevoked",
  "api-token-revoked-by-holder": "gatehouseLogApiTokenRevokedByHolder",
  "account-created": "gatehouseLogAccountCreated",
  "account-changed": "gatehouseLogAccountChanged",
  "email-changed": "gatehouseLogEmailChanged",
  "email-verified": "gatehouseLogEmailVerified",
  "identity-linked": "gatehouseLogIdentityLinked",
  "identity-unlinked": "gatehouseLogIdentityUnlinked",
  "actions-required": "gatehouseLogActionsRequired",
  "log-erased": "gatehouseLogErased",
  "impersonation-started": "gatehouseLogImpersonationStarted",
  "roles-added": "gatehouseLogRolesAdded",
  "roles-removed": "gatehouseLogRolesRemoved",
  "administrator-added": "gatehouseLogAdministratorAdded",
  "administrator-removed": "gatehouseLogAdministratorRemoved",
  "group-joined": "gatehouseLogGroupJoined",
  "group-left": "gatehouseLogGroupLeft",
};

/** The same for kinds whose sentence depends on a detail: kind, then the detail's value. */
const BY_TYPE: Record<string, Record<string, string>> = {
  "second-factor-added": {
    otp: "gatehouseLogOtpAdded",
    webauthn: "gatehouseLogSecurityKeyAdded",
    "recovery-authn-codes": "gatehouseLogRecoveryCodesAdded",
  },
  "second-factor-removed": {
    otp: "gatehouseLogOtpRemoved",
    webauthn: "gatehouseLogSecurityKeyRemoved",
    "recovery-authn-codes": "gatehouseLogRecoveryCodesRemoved",
  },
};

const REASONS: Record<string, string> = {
  invalid_user_credentials: "gatehouseLogSignInFailedCredentials",
  user_temporarily_disabled: "gatehouseLogSignInFailedBlocked",
  user_disabled: "gatehouseLogSignInFailedDisabled",
};

/** What happened, as a sentence in the user's language. */
export function sentenceOf(t: TFunction, { kind, details }: LogEntry): string {
  const { provider, type = "", reason = "" } = details;
  if (kind === "sign-in" && provider) {
    return t("gatehouseLogSignInProvider", { provider });
  }
  const key =
    BY_TYPE[kind]?.[type] ?? (kind === "sign-in-failed" ? REASONS[reason] : undefined) ?? SENTENCES[kind];
  return t(key ?? "gatehouseLogUnknownKind");
}

/** What it was about: the name that somebody gave to it. */
export const subjectOf = ({ details }: LogEntry): string | undefined =>
  details.label ?? details.name ?? details.roles ?? details.group ?? undefined;

/** Who did it; undefined if it was the user. */
export function actorOf(t: TFunction, { actor, impersonated, kind }: LogEntry): string | undefined {
  if (!actor) {
    return undefined;
  }
  if (!actor.username) {
    return t("gatehouseLogByDeletedActor");
  }
  const isMasked = impersonated && kind !== "impersonation-started";
  return t(isMasked ? "gatehouseLogAsYou" : "gatehouseLogByActor", { name: actor.username });
}
