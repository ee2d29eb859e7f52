import { vi } from "vitest";

import type { ApiToken } from "../api/apiTokens";

/** Of the shape that real secrets have; the tests look for it where it must not be. */
export const SECRET = "ght_9f8Zk2LqT7vXw3Rb1NcY6mJpQ4sUeD5hGa0oKiVtBx_1hR3fS";

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

export const aToken = (changes: Partial<ApiToken> = {}): ApiToken => ({
  id: "id-ci-runner",
  name: "ci-runner",
  role: "reports-reader",
  status: "active",
  createdAt: inDays(-40),
  expiresAt: inDays(60),
  lastUsedAt: null,
  lastUsedAddress: null,
  allowedAddresses: null,
  audience: null,
  ...changes,
});

export const tokensNamed = (count: number, changes: (index: number) => Partial<ApiToken> = () => ({})) =>
  Array.from({ length: count }, (_, index) =>
    aToken({ id: `id-${index}`, name: `token-${index}`, ...changes(index) }),
  );

export type Request = { method: string; path: string; query: URLSearchParams; body: unknown; signal: AbortSignal | null };
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export const STALE_SIGN_IN: Answer = {
  status: 401,
  headers: { "www-authenticate": 'Bearer error="insufficient_user_authentication", max_age="300"' },
  body: { error: "insufficient_user_authentication" },
};

/** A server of our REST calls that keeps tokens in memory and remembers what it was asked. */
export class TokenServer {
  readonly requests: Request[] = [];
  roles = [
    { role: "reports-reader", description: "Reads the daily reports" },
    { role: "inventory/editor", description: "Edits stock levels" },
  ];
  options = { maxValidityMonths: 12, audiences: [{ clientId: "reports-api", name: "Reports" }] };
  private readonly nextAnswers: { matches: string; answer: Answer | "never" }[] = [];

  constructor(public tokens: ApiToken[] = []) {
    vi.stubGlobal("fetch", (url: URL, init: RequestInit = {}) => this.receive(url, init));
  }

  /** Answers the next request like `POST /` or `GET /roles` in this way. */
  answerNext(matches: string, answer: Answer | "never") {
    this.nextAnswers.push({ matches, answer });
  }

  to(matches: string) {
    return this.requests.filter(({ method, path }) => `${method} ${path}` === matches);
  }

  private async receive(url: URL, { method = "GET", body, signal = null }: RequestInit): Promise<Response> {
    const path = url.pathname.replace("/realms/acme/api-tokens", "") || "/";
    const request = {
      method,
      path,
      query: url.searchParams,
      body: body ? (JSON.parse(String(body)) as unknown) : undefined,
      signal,
    };
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

  private answer({ method, path, query, body }: Request): Answer {
    if (path === "/roles") {
      return { status: 200, body: this.roles };
    }
    if (path === "/options") {
      return { status: 200, body: this.options };
    }
    if (method === "GET") {
      const first = Number(query.get("first"));
      return { status: 200, body: this.tokens.slice(first, first + Number(query.get("max"))) };
    }
    const existing = this.tokens.find(({ id }) => path.startsWith(`/${id}`));
    if (method === "DELETE") {
      this.tokens = this.tokens.map((token) => (token === existing ? { ...token, status: "revoked" } : token));
      return { status: existing ? 204 : 404 };
    }
    if (existing) {
      return { status: 200, body: { ...existing, token: SECRET } };
    }
    const created = aToken({ id: "id-new", ...(body as Partial<ApiToken>) });
    this.tokens = [created, ...this.tokens];
    return { status: 201, body: { ...created, token: SECRET } };
  }
}
