import { vi } from "vitest";

import type { AutomaticLogout } from "../api/automaticLogout";
import type { Session } from "../api/sessions";
import type { Answer } from "./server";

const MINUTE = 60_000;
export const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

export const aSession = (changes: Partial<Session> = {}): Session => ({
  id: "session-id",
  state: "active",
  current: false,
  browser: "Firefox",
  system: "Linux",
  address: "203.0.113.7",
  client: "account-console",
  clientName: "Account console",
  startedAt: minutesAgo(180),
  lastActivityAt: minutesAgo(20),
  endedAt: null,
  endReason: null,
  rememberMe: false,
  offline: false,
  impersonated: false,
  ...changes,
});

export const anEndedSession = (changes: Partial<Session> = {}): Session =>
  aSession({ state: "ended", endedAt: minutesAgo(60), endReason: "signed-out", ...changes });

type Request = { method: string; path: string; query: URLSearchParams; body: unknown };

/** A server of the calls of the page "Sessions" that remembers what it was asked. */
export class SessionServer {
  readonly requests: Request[] = [];
  sessions: Session[] = [aSession({ id: "current", current: true })];
  automaticLogout: AutomaticLogout = { minutes: null, minimum: 1, maximum: 30 };
  private readonly nextAnswers: { matches: string; answer: Answer | "never" }[] = [];

  constructor() {
    vi.stubGlobal("fetch", (url: URL, init: RequestInit = {}) => this.receive(url, init));
  }

  /** Answers the next request like `GET /account-security/sessions?state=active` in this way. */
  answerNext(matches: string, answer: Answer | "never") {
    this.nextAnswers.push({ matches, answer });
  }

  to(matches: string) {
    return this.requests.filter((request) => describe(request) === matches);
  }

  private async receive(url: URL, { method = "GET", body, signal = null }: RequestInit): Promise<Response> {
    const path = url.pathname.replace("/realms/acme", "");
    const request = { method, path, query: url.searchParams, body: body ? JSON.parse(String(body)) : undefined };
    this.requests.push(request);
    const planned = this.nextAnswers.findIndex(({ matches }) => matches === describe(request));
    const answer = planned < 0 ? this.answer(request) : this.nextAnswers.splice(planned, 1)[0]?.answer;
    if (answer === "never" || !answer) {
      return new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      });
    }
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), answer);
  }

  private answer({ method, path, query, body }: Request): Answer {
    if (path === "/account-security/automatic-logout") {
      if (method === "PUT") {
        this.automaticLogout = { ...this.automaticLogout, ...(body as { minutes: number | null }) };
      }
      return { status: 200, body: this.automaticLogout };
    }
    if (method === "GET") {
      const first = Number(query.get("first"));
      const inState = this.sessions.filter(({ state }) => state === query.get("state"));
      return { status: 200, body: inState.slice(first, first + Number(query.get("max"))) };
    }
    const id = path.split("/")[3];
    const isEnded = (session: Session) =>
      session.state === "active" && (id ? session.id === id : !session.current || query.get("current") === "true");
    this.sessions = [
      ...this.sessions.filter((session) => !isEnded(session)),
      ...this.sessions
        .filter(isEnded)
        .map((session) => anEndedSession({ ...session, state: "ended", endedAt: minutesAgo(0), endReason: "ended-by-user" })),
    ];
    return { status: 204 };
  }
}

/** Such as `GET /account-security/sessions?state=active`: without the part of the list. */
function describe({ method, path, query }: Request) {
  const rest = [...query].filter(([name]) => name !== "first" && name !== "max");
  return `${method} ${path}${rest.length ? `?${new URLSearchParams(rest).toString()}` : ""}`;
}
