import type { CredentialType, StoredCredential } from "../../api/credentials";

/** Something the user has set up, ready to be shown. */
export type WayIn = {
  id: string;
  /** As the user named it; undefined where there is no name. */
  label: string | undefined;
  createdAt: Date | undefined;
  /** The maker of a passkey or security key, where Keycloak knows it. */
  provider: string | undefined;
};

/** A kind of credential: what there is of it and what can be done. */
export type Kind = {
  items: WayIn[];
  /** The required action that adds one, or replaces the only one; undefined where the realm offers none. */
  action: string | undefined;
};

export type RecoveryCodes = Kind & { /** Codes not used yet; undefined when Keycloak does not tell. */ left: number | undefined };

/** The user's ways to sign in. A part that the realm does not offer, and of which the user has nothing, is undefined. */
export type WaysIn = {
  password: Kind | undefined;
  apps: Kind | undefined;
  securityKeys: Kind | undefined;
  recoveryCodes: RecoveryCodes | undefined;
  passkeys: Kind | undefined;
};

const PROVIDER = "webauthn-authenticator-provider";

export function waysInOf(types: CredentialType[]): WaysIn {
  const find = (name: string) => types.find(({ type }) => type === name);
  const recovery = find("recovery-authn-codes");
  return {
    password: kindOf(find("password")),
    apps: kindOf(find("otp")),
    securityKeys: kindOf(find("webauthn")),
    recoveryCodes: recovery && { ...withoutNames(kindOf(recovery)), left: codesLeft(recovery.userCredentialMetadatas[0]) },
    passkeys: kindOf(find("webauthn-passwordless")),
  };
}

/** Whether a code or a key is asked for after the password. Recovery codes stand in for a factor and are none. */
export const isTwoFactorOn = ({ apps, securityKeys }: WaysIn) => !!(apps?.items.length || securityKeys?.items.length);

/** Whether `id` is the only second factor: without it two-factor authentication is off. */
export function isLastFactor({ apps, securityKeys }: WaysIn, id: string): boolean {
  const factors = [...(apps?.items ?? []), ...(securityKeys?.items ?? [])];
  return factors.length === 1 && factors[0]?.id === id;
}

export const allItems = ({ password, apps, securityKeys, recoveryCodes, passkeys }: WaysIn): WayIn[] =>
  [password, apps, securityKeys, recoveryCodes, passkeys].flatMap((kind) => kind?.items ?? []);

function kindOf(type: CredentialType): Kind;
function kindOf(type: CredentialType | undefined): Kind | undefined;
function kindOf(type: CredentialType | undefined): Kind | undefined {
  return (
    type && {
      items: type.userCredentialMetadatas.map(wayIn),
      action: type.createAction ?? type.updateAction ?? undefined,
    }
  );
}

/** Keycloak itself names recovery codes, in the language of the day on which they were made. */
const withoutNames = (kind: Kind): Kind => ({
  ...kind,
  items: kind.items.map((item) => ({ ...item, label: undefined })),
});

function wayIn({ credential, infoProperties }: StoredCredential): WayIn {
  return {
    id: credential.id,
    label: credential.userLabel?.trim() || undefined,
    // A credential that lives in a user federation has no date; it comes as 0, -1 or not at all.
    createdAt: credential.createdDate && credential.createdDate > 0 ? new Date(credential.createdDate) : undefined,
    provider: infoProperties?.find(({ key }) => key === PROVIDER)?.parameters?.[0],
  };
}

/** Keycloak tells how many codes are used, as "4/12". */
function codesLeft(codes: StoredCredential | undefined): number | undefined {
  const [, used, total] = /^(\d+)\/(\d+)$/.exec(codes?.infoMessage?.parameters?.[0] ?? "") ?? [];
  return used && total ? Number(total) - Number(used) : undefined;
}
