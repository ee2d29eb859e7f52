import { call, type Console } from "./http";

export type TokenStatus = "active" | "expired" | "revoked";

/** A token as lists show it: everything but the secret. Times are ISO 8601 in UTC. */
export type ApiToken = {
  id: string;
  name: string;
  /** A realm role's name, or `client/role`. */
  role: string;
  status: TokenStatus;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  lastUsedAddress: string | null;
  allowedAddresses: string[] | null;
  audience: string[] | null;
};

/** A new or renewed token together with its secret, which the server never tells again. */
export type IssuedToken = ApiToken & { token: string };

export type TokenRole = { role: string; description?: string | null };

export type Audience = { clientId: string; name?: string | null };

export type TokenOptions = { maxValidityMonths: number; audiences: Audience[] };

export type NewToken = {
  name: string;
  role: string;
  validityMonths: number;
  allowedAddresses?: string[];
  audience?: string[];
};

const BASE = "api-tokens";

const one = (id: string) => `${BASE}/${encodeURIComponent(id)}`;

export const listTokens = (console: Console, first: number, max: number, signal: AbortSignal) =>
  call<ApiToken[]>(console, BASE, { query: { first, max }, signal });

export const listRoles = (console: Console, signal: AbortSignal) =>
  call<TokenRole[]>(console, `${BASE}/roles`, { signal });

export const getOptions = (console: Console, signal: AbortSignal) =>
  call<TokenOptions>(console, `${BASE}/options`, { signal });

export const createToken = (console: Console, token: NewToken) =>
  call<IssuedToken>(console, BASE, { method: "POST", body: token });

export const renewToken = (console: Console, id: string, validityMonths: number) =>
  call<IssuedToken>(console, `${one(id)}/renew`, { method: "POST", body: { validityMonths } });

export const revokeToken = (console: Console, id: string) => call<undefined>(console, one(id), { method: "DELETE" });
