import type { AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useEnvironment } from "@keycloak/keycloak-account-ui";

import { joinPath } from "./joinPath";

/** The environment of the console and the adapter that holds the user's tokens. */
export type Console = ReturnType<typeof useEnvironment<AccountEnvironment>>;

/** An answer that is not 2xx: `code` is stable (contract: `error`), `field` names the input at fault. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly field?: string,
  ) {
    super(`${status} ${code}`);
    this.name = "ApiError";
  }
}

/** The server wants a sign-in that is at most `maxAge` seconds old (RFC 9470). */
export class FreshSignInRequired extends Error {
  constructor(readonly maxAge: number) {
    super("insufficient_user_authentication");
    this.name = "FreshSignInRequired";
  }
}

export type CallOptions = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  query?: Record<string, string | number>;
  body?: unknown;
  signal?: AbortSignal;
};

const SECONDS_LEFT_ON_ACCESS_TOKEN = 5;
const DEFAULT_MAX_AGE = 300;

/**
 * Calls a resource of the realm with the console's own access token and returns the JSON of the answer, or
 * undefined for 204.
 *
 * @throws ApiError on any answer that is not 2xx
 * @throws FreshSignInRequired when the user has to sign in again first
 * @throws DOMException named AbortError when `signal` was aborted
 */
export async function call<T>(console: Console, path: string, options: CallOptions = {}): Promise<T> {
  let response = await send(console, path, options, SECONDS_LEFT_ON_ACCESS_TOKEN);
  if (response.status === 401 && maxAgeOf(response) === undefined) {
    // The token may have been refused because the session ended: a refresh tells, and leads to the sign-in page if so.
    response = await send(console, path, options, -1);
  }
  if (response.ok) {
    return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  }
  const maxAge = maxAgeOf(response);
  if (maxAge !== undefined) {
    throw new FreshSignInRequired(maxAge);
  }
  throw await errorOf(response);
}

/** Fetches a file of the theme. `version` is part of the address: a file that changed is never served from a cache. */
export async function themeFile<T>(console: Console, name: string, version: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(`${joinPath(console.environment.resourceUrl, name)}?${version}`, { signal });
  if (!response.ok) {
    throw new ApiError(response.status, "theme_file_unavailable");
  }
  return (await response.json()) as T;
}

async function send(
  { environment, keycloak }: Console,
  path: string,
  { method = "GET", query = {}, body, signal }: CallOptions,
  secondsLeft: number,
): Promise<Response> {
  try {
    await keycloak.updateToken(secondsLeft);
  } catch {
    await keycloak.login();
  }
  signal?.throwIfAborted();
  const url = new URL(
    joinPath(environment.serverBaseUrl, "realms", encodeURIComponent(environment.realm), path),
    window.location.href,
  );
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, String(value));
  }
  return fetch(url, {
    method,
    headers: {
      accept: "application/json",
      authorization: `Bearer ${keycloak.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    // What a page of secrets answers belongs into no cache.
    cache: "no-store",
  });
}

function maxAgeOf(response: Response): number | undefined {
  const challenge = response.status === 401 ? response.headers.get("www-authenticate") : null;
  if (!challenge || !/error="?insufficient_user_authentication"?/.test(challenge)) {
    return undefined;
  }
  return Number(/max_age="?(\d+)"?/.exec(challenge)?.[1] ?? DEFAULT_MAX_AGE);
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    const { error, field } = (await response.json()) as { error?: string; field?: string };
    return new ApiError(response.status, error ?? "unknown_error", field);
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      return new ApiError(response.status, "unknown_error");
    }
    throw cause;
  }
}
