import { vi } from "vitest";

import type { CredentialType, StoredCredential } from "../api/credentials";
import type { Device } from "../api/devices";
import type { Answer } from "./server";

const DAY = 24 * 60 * 60 * 1000;
export const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

export const aCredential = (type: string, id: string, userLabel: string | null = null, age = 40): StoredCredential => ({
  credential: { id, type, userLabel, createdDate: Date.now() - age * DAY },
});

export const recoveryCodes = (used: number, total = 12): StoredCredential => ({
  ...aCredential("recovery-authn-codes", "codes-id", "Recovery codes"),
  infoMessage: { key: "recovery-codes-number-used", parameters: [`${used}/${total}`] },
});

const ACTIONS: Record<string, string> = {
  otp: "CONFIGURE_TOTP",
  webauthn: "webauthn-register",
  "recovery-authn-codes": "CONFIGURE_RECOVERY_AUTHN_CODES",
  "webauthn-passwordless": "webauthn-register-passwordless",
};

/** A kind of credential of a realm that offers it. */
export const aType = (type: string, ...userCredentialMetadatas: StoredCredential[]): CredentialType => ({
  type,
  ...(type === "password" ? { updateAction: "UPDATE_PASSWORD" } : { createAction: ACTIONS[type] ?? null }),
  userCredentialMetadatas,
});

export const aDevice = (changes: Partial<Device> = {}): Device => ({
  id: "device-id",
  kind: "trusted-device",
  label: null,
  createdAt: daysAgo(20),
  lastUsedAt: daysAgo(2),
  lastUsedAddress: "203.0.113.7",
  userAgent: "Mozilla/5.0",
  browser: "Firefox",
  system: "Linux",
  expiresAt: daysAgo(-10),
  current: false,
  ...changes,
});

type Request = { method: string; path: string; query: URLSearchParams; body: unknown };

/** A server of the calls of the pages "Signing in" and "Remembered devices" that remembers what it was asked. */
export class SecurityServer {
  readonly requests: Request[] = [];
  credentials: CredentialType[] = [aType("password", aCredential("password", "password-id"))];
  /** Undefined where the realm has no PIN. */
  pin: { configured: boolean } | undefined;
  devices: Device[] = [];
  private readonly nextAnswers: { matches: string; answer: Answer | "never" }[] = [];

  constructor() {
    vi.stubGlobal("fetch", (url: URL, init: RequestInit = {}) => this.receive(url, init));
  }

  /** Answers the next request like `GET /account/credentials` in this way. */
  answerNext(matches: string, answer: Answer | "never") {
    this.nextAnswers.push({ matches, answer });
  }

  to(matches: string) {
    return this.requests.filter(({ method, path }) => `${method} ${path}` === matches);
  }

  private async receive(url: URL, { method = "GET", body, signal = null }: RequestInit): Promise<Response> {
    const path = url.pathname.replace("/realms/acme", "");
    const request = { method, path, query: url.searchParams, body: body ? JSON.parse(String(body)) : undefined };
    this.requests.push(request);
    const planned = this.nextAnswers.findIndex(({ matches }) => matches === `${method} ${path}`);
    const answer = planned < 0 ? this.answer(request) : this.nextAnswers.splice(planned, 1)[0]?.answer;
    if (answer === "never" || !answer) {
      return new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      });
    }
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), answer);
  }

  private answer({ method, path, query }: Request): Answer {
    const [, last = ""] = /\/([^/]+)$/.exec(path) ?? [];
    if (path === "/account/credentials") {
      return { status: 200, body: this.credentials };
    }
    if (path === "/account-security/pin") {
      return this.answerPin(method);
    }
    if (path === "/account-security/second-factor") {
      this.removeCredentials(({ type }) => type !== "password" && type !== "webauthn-passwordless");
      return { status: 204 };
    }
    if (path.startsWith("/account-security/second-factor/")) {
      this.removeCredentials(({ id }) => id === last);
      this.devices = this.devices.filter(({ id }) => id !== last);
      return { status: 204 };
    }
    if (method === "DELETE") {
      const kind = query.get("kind");
      this.devices = this.devices.filter((device) => (kind ? device.kind !== kind : device.id !== last));
      this.removeCredentials(({ id }) => id === last);
      return { status: 204 };
    }
    return { status: 200, body: this.devices };
  }

  private answerPin(method: string): Answer {
    if (!this.pin) {
      return { status: 404, body: { error: "not_found" } };
    }
    if (method === "GET") {
      return { status: 200, body: this.pin };
    }
    this.pin = { configured: method === "PUT" };
    return { status: 204 };
  }

  private removeCredentials(isGone: (credential: StoredCredential["credential"]) => boolean) {
    this.credentials = this.credentials.map((type) => ({
      ...type,
      userCredentialMetadatas: type.userCredentialMetadatas.filter(({ credential }) => !isGone(credential)),
    }));
  }
}
