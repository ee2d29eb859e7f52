import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { LogEntry } from "../../api/securityLog";
import { expectAccessible } from "../../test/accessibility";
import { renderInConsole } from "../../test/console";
import { daysAgo } from "../../test/securityServer";
import { LogPage } from "./LogPage";

const anEntry = (kind: string, changes: Partial<LogEntry> = {}): LogEntry => ({
  id: `${kind}-${Math.random()}`,
  at: daysAgo(2),
  category: "sign-in",
  kind,
  outcome: "success",
  address: "203.0.113.7",
  browser: "Firefox",
  system: "Linux",
  client: "account-console",
  clientName: "Account Console",
  currentSession: false,

  impersonated: false,
  details: {},
  ...changes,
});

/** Answers the page's calls from a list, as the server does, and remembers what it was asked. */
const server = {
  entries: [] as LogEntry[],
  asked: [] as URLSearchParams[],
  answer: undefined as "never" | number | undefined,
  receive(url: URL): Promise<Response> {
    const query = url.searchParams;
    this.asked.push(query);
    const { answer } = this;
    this.answer = undefined;
    if (answer === "never") {
      return new Promise(() => undefined);
    }
    if (answer) {
      return Promise.resolve(new Response("{}", { status: answer }));
    }
    const category = query.get("category");
    const first = Number(query.get("first"));
    const found = this.entries.filter((entry) => !category || entry.category === category);
    return Promise.resolve(Response.json(found.slice(first, first + Number(query.get("max")))));
  },
};

const browser = () => userEvent.setup({ delay: null });
const rows = async () =>
  within(await screen.findByRole("table", { name: "Security log" })).getAllByRole("row").slice(1);

beforeEach(() => {
  server.entries = [];
  server.asked = [];
  vi.stubGlobal("fetch", (url: URL) => server.receive(url));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("page Security log (L1)", () => {
  it("tells in sentences what happened, when, from where and with what", async () => {
    server.entries = [
      anEntry("sign-in", { currentSession: true }),
      anEntry("sign-in-failed", { outcome: "failure", details: { reason: "invalid_user_credentials" } }),
      anEntry("second-factor-added", { details: { type: "otp", label: "Phone" } }),
      anEntry("remembered-browser-stolen", { outcome: "alarm" }),
    ];
    await renderInConsole(<LogPage />);
    const [signIn, failed, factor, stolen] = await rows();
    expect(signIn).toHaveTextContent("You signed in This session");
    expect(signIn).toHaveTextContent("2 days ago");
    expect(signIn).toHaveTextContent("Firefox on Linux");
    expect(signIn).toHaveTextContent("Account Console");
    expect(signIn && within(signIn).getByText("203.0.113.7")).toHaveClass("gatehouse-address");
    expect(failed).toHaveTextContent("wrong password or code Failed");
    expect(factor).toHaveTextContent("An authenticator app was added");
    expect(factor).toHaveTextContent("Phone");
    expect(stolen).toHaveTextContent("Alarm");
    await expectAccessible();
  });

  it("says who did it, if it was somebody else", async () => {
    const actor = { username: "carol", realm: "master" };
    server.entries = [
      anEntry("password-changed", { actor }),
      anEntry("sign-in", { actor, impersonated: true }),
      anEntry("password-changed", { actor: {} }),
    ];
    await renderInConsole(<LogPage />);
    const [byAdministrator, asUser, byNobody] = await rows();
    expect(byAdministrator).toHaveTextContent("By administrator carol");
    expect(asUser).toHaveTextContent("carol, signed in as you");
    expect(byNobody).toHaveTextContent("an administrator whose account no longer exists");
  });

  it("copes with what it does not know, and shows what strangers sent as plain text", async () => {
    server.entries = [
      anEntry("of-a-later-version", { address: undefined, browser: undefined, system: undefined, client: undefined, clientName: undefined }),
      anEntry("sign-in-failed", { outcome: "failure", details: { reason: "never_heard_of" }, client: "<img src=x>", clientName: undefined }),
    ];
    await renderInConsole(<LogPage />);
    const [unknown, refused] = await rows();
    expect(unknown).toHaveTextContent("Something happened that this page does not know yet");
    expect(refused).toHaveTextContent("A sign-in was refused");
    expect(refused).toHaveTextContent("<img src=x>");
    expect(document.querySelector("img[src=x]")).toBeNull();
  });

  it("asks the server for one category and a time, and for all again", async () => {
    server.entries = [anEntry("sign-in")];
    await renderInConsole(<LogPage />);
    await rows();
    const user = browser();
    await user.selectOptions(screen.getByRole("combobox", { name: "Events" }), "Password");
    expect(await screen.findByRole("heading", { name: "No events match" })).toBeInTheDocument();
    expect(server.asked.at(-1)?.get("category")).toBe("password");
    await user.selectOptions(screen.getByRole("combobox", { name: "Time" }), "Last 7 days");
    await waitFor(() => expect(Date.parse(server.asked.at(-1)?.get("from") ?? "")).toBeLessThan(Date.now() - 6 * 24 * 3600 * 1000));
    await user.click(await screen.findByRole("button", { name: "Show all events" }));
    expect(await rows()).toHaveLength(1);
    expect([...(server.asked.at(-1)?.keys() ?? [])]).toEqual(["first", "max"]);
    await expectAccessible();
  });

  it("turns pages on the server", async () => {
    server.entries = Array.from({ length: 25 }, () => anEntry("sign-in"));
    await renderInConsole(<LogPage />);
    expect(await rows()).toHaveLength(20);
    await browser().click(screen.getByRole("button", { name: "Next page" }));
    await waitFor(async () => expect(await rows()).toHaveLength(5));
    expect(server.asked.at(-1)?.get("first")).toBe("20");
    expect(screen.getByRole("button", { name: "Next page" })).toBeDisabled();
  });

  it("has three different states for loading, failed and empty", async () => {
    server.answer = "never";
    await renderInConsole(<LogPage />);
    expect(screen.getByRole("status")).toHaveTextContent("Loading");
    cleanup();
    server.answer = 500;
    await renderInConsole(<LogPage />);
    expect(await screen.findByRole("heading", { name: /could not be loaded/ })).toBeInTheDocument();
    await browser().click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Nothing has happened yet" })).toBeInTheDocument();
  });
});
