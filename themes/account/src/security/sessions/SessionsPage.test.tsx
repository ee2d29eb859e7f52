import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { SessionEndReason } from "../../api/sessions";
import { SetLimit } from "../../automatic-logout/limit";
import { expectAccessible } from "../../test/accessibility";
import { renderInConsole } from "../../test/console";
import { anEndedSession, aSession, minutesAgo, SessionServer } from "../../test/sessionServer";
import { choicesOf } from "./AutomaticLogoutCard";
import { SessionsPage } from "./SessionsPage";

const ACTIVE = "GET /account-security/sessions?state=active";
const ENDED = "GET /account-security/sessions?state=ended";
const LIMIT = "GET /account-security/automatic-logout";

const setLimit = vi.fn();
const open = () =>
  renderInConsole(
    <SetLimit.Provider value={setLimit}>
      <SessionsPage />
    </SetLimit.Provider>,
  );
const browser = () => userEvent.setup({ delay: null });
const rows = async (name = "Active sessions") =>
  within(await screen.findByRole("table", { name })).getAllByRole("row").slice(1);
const dialog = () => within(screen.getByRole("dialog"));
const button = (name: string) => screen.findByRole("button", { name });

const CURRENT = aSession({ id: "current", current: true, lastActivityAt: minutesAgo(0) });
const PHONE = aSession({ id: "phone", browser: "Chrome", system: "Android", address: "2001:db8::7" });

let server: SessionServer;
beforeEach(() => {
  setLimit.mockClear();
  server = new SessionServer();
  server.sessions = [CURRENT, PHONE, anEndedSession({ id: "old", browser: "Safari", system: "Mac OS X" })];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("page Sessions (S1)", () => {
  it("shows device, application, address and times of the active ones, this session first and marked", async () => {
    await open();
    const [current, phone] = await rows();
    expect(current).toHaveTextContent("Firefox on Linux This session");
    expect(current && within(current).queryByRole("button")).not.toBeInTheDocument();
    expect(phone).toHaveTextContent("Chrome on Android");
    expect(phone).not.toHaveTextContent("This session");
    expect(phone).toHaveTextContent("Account console");
    expect(phone).toHaveTextContent("3 hours ago");
    expect(phone).toHaveTextContent("20 minutes ago");
    expect(phone && within(phone).getByText("2001:db8::7")).toHaveClass("gatehouse-address");
    await rows("Completed sessions");
    await expectAccessible();
  });

  it.each<[SessionEndReason | null, RegExp]>([
    ["signed-out", /You signed out/],
    ["ended-by-user", /from another session/],
    ["ended-by-administrator", /An administrator ended it/],
    ["timed-out", /time limit of your organization/],
    ["automatic-logout", /for as long as you allow/],
    ["remember-me-off", /switched off/],
    ["sign-on-changed", /changed for everybody/],
    ["suspicious", /for safety/],
    ["impersonation-ended", /may no longer act for you/],
    ["replaced", /took its place/],
    ["unknown", /not known/],
    [null, /not known/],
    ["a-reason-of-the-future" as SessionEndReason, /not known/],
  ])("says in a sentence why a session ended: %s", async (endReason, sentence) => {
    server.sessions = [CURRENT, anEndedSession({ endReason })];
    await open();
    const [ended] = await rows("Completed sessions");
    expect(ended).toHaveTextContent(sentence);
    expect(ended).toHaveTextContent("1 hour ago");
    expect(ended && within(ended).queryByRole("button")).not.toBeInTheDocument();
  });

  it("marks sessions of somebody else in the user's name, and explains offline access", async () => {
    server.sessions = [
      CURRENT,
      aSession({ id: "a", impersonated: true }),
      aSession({ id: "b", offline: true, rememberMe: true }),
    ];
    await open();
    const [, impersonated, offline] = await rows();
    expect(impersonated).toHaveTextContent("Somebody of your administration signed in as you");
    expect(offline).toHaveTextContent("Offline access");
    expect(offline).toHaveTextContent("until you end it here");
    expect(offline).toHaveTextContent("You asked to stay signed in");
    await expectAccessible();
  });

  it("copes with what the server does not know", async () => {
    server.sessions = [
      CURRENT,
      aSession({ browser: null, system: null, address: null, client: null, clientName: null, lastActivityAt: null }),
    ];
    await open();
    const [, unknown] = await rows();
    expect(unknown).toHaveTextContent("Unknown device");
    expect(unknown && within(unknown).getAllByText("Unknown")).toHaveLength(3);
  });

  it("does not call a program that is no browser Other on Other", async () => {
    server.sessions = [CURRENT, aSession({ browser: "Other", system: "Other" })];
    await open();
    expect((await rows())[1]).toHaveTextContent("Unknown device");
  });

  it("has different states for loading, failed and empty", async () => {
    server.answerNext(ACTIVE, "never");
    server.answerNext(ENDED, "never");
    await open();
    expect(screen.getAllByRole("table", { name: "Loading" })).toHaveLength(2);
    cleanup();

    server.sessions = [CURRENT];
    server.answerNext(ACTIVE, { status: 500 });
    await open();
    expect(await screen.findByRole("heading", { name: "Your active sessions could not be loaded" })).toBeInTheDocument();
    expect(screen.getByText(/None yet/)).toBeInTheDocument();
    await browser().click(await button("Try again"));
    expect(await rows()).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "End all other sessions" })).not.toBeInTheDocument();
    await expectAccessible();
  });

  it("takes pages of completed sessions from the server", async () => {
    server.sessions = [
      CURRENT,
      ...Array.from({ length: 25 }, (_, index) => anEndedSession({ id: `e${index}`, address: `192.0.2.${index}` })),
    ];
    await open();
    expect(await rows("Completed sessions")).toHaveLength(20);
    const pages = within(screen.getByRole("navigation", { name: "Pages of completed sessions" }));
    await browser().click(pages.getByRole("button", { name: "Next page" }));
    await screen.findByText("192.0.2.24");
    expect(await rows("Completed sessions")).toHaveLength(5);
    expect(server.to(ENDED).map(({ query }) => query.get("first"))).toEqual(["0", "20"]);
  });
});

describe("ending sessions (S2)", () => {
  it("ends one after naming it and what happens, and puts the focus on the list", async () => {
    await open();
    const user = browser();
    await user.click(await button("End Chrome on Android"));
    expect(screen.getByRole("dialog", { name: /End the session Chrome on Android\?/ })).toHaveTextContent(
      "signed out at once",
    );
    await expectAccessible();
    await user.click(dialog().getByRole("button", { name: "End" }));
    expect(await screen.findByText("The session Chrome on Android was ended.")).toBeInTheDocument();
    expect(server.to("DELETE /account-security/sessions/phone")).toHaveLength(1);
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(await rows("Completed sessions")).toHaveLength(2);
    expect(screen.getByRole("region", { name: "Active sessions" })).toHaveFocus();
  });

  it("gives the focus back when the user thinks better of it", async () => {
    await open();
    const user = browser();
    await user.click(await button("End Chrome on Android"));
    await user.click(dialog().getByRole("button", { name: "Cancel" }));
    expect(await button("End Chrome on Android")).toHaveFocus();
    expect(server.requests.some(({ method }) => method === "DELETE")).toBe(false);
  });

  it("says of offline access what the application loses", async () => {
    server.sessions = [CURRENT, { ...PHONE, offline: true }];
    await open();
    await browser().click(await button("End Chrome on Android"));
    expect(screen.getByRole("dialog")).toHaveTextContent("can no longer act for you while you are away");
  });

  it("keeps the dialog when it failed; a session that is gone already counts as ended", async () => {
    await open();
    const user = browser();
    await user.click(await button("End Chrome on Android"));
    server.answerNext("DELETE /account-security/sessions/phone", { status: 500 });
    await user.click(dialog().getByRole("button", { name: "End" }));
    expect(await dialog().findByText(/was not ended/)).toBeInTheDocument();
    server.answerNext("DELETE /account-security/sessions/phone", { status: 403 });
    await user.click(dialog().getByRole("button", { name: "End" }));
    expect(await dialog().findByText(/cannot be done in this session/)).toBeInTheDocument();
    server.answerNext("DELETE /account-security/sessions/phone", { status: 404 });
    await user.click(dialog().getByRole("button", { name: "End" }));
    expect(await screen.findByText("The session Chrome on Android was ended.")).toBeInTheDocument();
  });

  it("ends all others and keeps this one", async () => {
    const { user: signedIn } = await open();
    const user = browser();
    await user.click(await button("End all other sessions"));
    expect(screen.getByRole("dialog")).toHaveTextContent("You stay signed in here");
    await user.click(dialog().getByRole("button", { name: "End all others" }));
    expect(await screen.findByText("All other sessions were ended.")).toBeInTheDocument();
    expect(server.to("DELETE /account-security/sessions")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByRole("button", { name: "End all other sessions" })).not.toBeInTheDocument());
    expect(signedIn.login).not.toHaveBeenCalled();
  });

  it("logs out of all devices and goes to the sign-in page", async () => {
    const { user: signedIn } = await open();
    const user = browser();
    await user.click(await button("Log out of all devices"));
    expect(screen.getByRole("dialog")).toHaveTextContent("this one included");
    await user.click(dialog().getByRole("button", { name: "Log out everywhere" }));
    await waitFor(() => expect(signedIn.login).toHaveBeenCalledOnce());
    expect(server.to("DELETE /account-security/sessions?current=true")).toHaveLength(1);
  });
});

describe("automatic logout at the page Sessions (S3)", () => {
  const select = () => screen.findByRole<HTMLSelectElement>("combobox", { name: /Sign me out/ });
  const options = async () => within(await select()).getAllByRole("option").map(({ textContent }) => textContent);

  it("offers what the realm allows, and what is set", async () => {
    await open();
    expect(await options()).toEqual([
      "As long as your organization allows",
      "5 minutes",
      "10 minutes",
      "15 minutes",
      "30 minutes",
    ]);
    expect((await select()).value).toBe("");
    expect(choicesOf({ minutes: 7, minimum: 1, maximum: 600 })).toEqual([5, 7, 10, 15, 30, 60, 120]);
    expect(choicesOf({ minutes: null, minimum: 1, maximum: 3 })).toEqual([3]);
  });

  it("saves a limit, counted from now on, and lifts it again", async () => {
    const { user: signedIn } = await open();
    const user = browser();
    await user.selectOptions(await select(), "15 minutes");
    await user.click(await button("Save"));
    expect(await screen.findByText(/after this time without activity: 15 minutes/)).toBeInTheDocument();
    expect(server.automaticLogout.minutes).toBe(15);
    expect(setLimit).toHaveBeenLastCalledWith(15);
    expect(signedIn.updateToken).toHaveBeenCalledWith(-1);

    await user.selectOptions(await select(), "As long as your organization allows");
    await user.click(await button("Save"));
    await waitFor(() => expect(setLimit).toHaveBeenLastCalledWith(null));
    expect(server.automaticLogout.minutes).toBeNull();
  });

  it("asks the server nothing when nothing was changed", async () => {
    await open();
    await select();
    await browser().click(await button("Save"));
    expect(server.to("PUT /account-security/automatic-logout")).toHaveLength(0);
  });

  it.each([
    [500, /was not saved/],
    [403, /cannot be done in this session/],
  ])("says why it was not saved (%d)", async (status, message) => {
    await open();
    const user = browser();
    await user.selectOptions(await select(), "5 minutes");
    server.answerNext("PUT /account-security/automatic-logout", { status });
    await user.click(await button("Save"));
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(setLimit).not.toHaveBeenCalled();
    expect((await select()).value).toBe("5");
  });

  it("can be loaded again", async () => {
    server.answerNext(LIMIT, { status: 500 });
    await open();
    expect(await screen.findByRole("heading", { name: "This setting could not be loaded" })).toBeInTheDocument();
    await browser().click(await button("Try again"));
    expect(await select()).toBeInTheDocument();
  });
});
