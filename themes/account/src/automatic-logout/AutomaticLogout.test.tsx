import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../test/accessibility";
import { aSignedInUser, renderInConsole } from "../test/console";
import { SessionServer } from "../test/sessionServer";
import { AutomaticLogout } from "./AutomaticLogout";
import { MINUTE, reportInterval, warningTime } from "./InactivityWatch";
import { useSetLimit } from "./limit";

const SECOND = 1000;
const ACTIVITY_KEY = "gatehouse.activity.acme";
const LIMIT_KEY = "gatehouse.automatic-logout.acme";

const onOver = vi.fn<(limit: number) => void>();
let server: SessionServer;

beforeEach(() => {
  vi.useFakeTimers();
  onOver.mockClear();
  server = new SessionServer();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

/** Opens the console of a user with this limit. What it asks for at the beginning is not counted. */
async function open(minutes: number | null, page = <p>Page</p>) {
  server.automaticLogout = { minutes, minimum: 1, maximum: 30 };
  const user = aSignedInUser();
  await renderInConsole(<AutomaticLogout onOver={onOver}>{page}</AutomaticLogout>, user);
  await pass(1);
  user.updateToken.mockClear();
  return user;
}

/** How often the server was told that the user is there. */
const reports = ({ updateToken }: ReturnType<typeof aSignedInUser>) => updateToken.mock.calls.length;
const move = () => act(() => fireEvent.pointerMove(document.body));
const warning = () => screen.queryByRole("dialog", { name: /Are you still there/ });
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));

/** What a browser does in this tab when another one stores something. */
async function storedByAnotherTab(key: string, value: string) {
  localStorage.setItem(key, value);
  await act(() => window.dispatchEvent(new StorageEvent("storage", { key, newValue: value })));
}

describe("automatic logout (S3)", () => {
  it("does nothing for a user without a limit", async () => {
    const user = await open(null);
    for (let hour = 0; hour < 48; hour++) {
      await pass(60 * MINUTE);
      await move();
    }
    expect(warning()).not.toBeInTheDocument();
    expect(onOver).not.toHaveBeenCalled();
    expect(reports(user)).toBe(0);
  });

  it("does nothing when the limit could not be loaded", async () => {
    server.answerNext("GET /account-security/automatic-logout", { status: 500 });
    const user = await open(5);
    await move();
    await pass(60 * MINUTE);
    expect(warning()).not.toBeInTheDocument();
    expect(onOver).not.toHaveBeenCalled();
    expect(reports(user)).toBe(0);
  });

  it("warns an idle user a minute before the end, without telling the server anything", async () => {
    const user = await open(5);
    await pass(4 * MINUTE - 2);
    expect(warning()).not.toBeInTheDocument();
    await pass(2);
    expect(warning()).toHaveTextContent("60 seconds");
    await pass(0);
    expect(screen.getByRole("button", { name: "Stay signed in" })).toHaveFocus();
    await pass(15 * SECOND);
    expect(warning()).toHaveTextContent("45 seconds");
    expect(reports(user)).toBe(0);
    vi.useRealTimers();
    await expectAccessible();
  });

  it("tells screen readers the time a few times and not every second", async () => {
    await open(5);
    await pass(4 * MINUTE);
    const status = () => screen.getByRole("status").textContent;
    expect(status()).toContain("60 seconds");
    await pass(20 * SECOND);
    expect(status()).toContain("60 seconds");
    await pass(10 * SECOND);
    expect(status()).toContain("30 seconds");
    await pass(20 * SECOND);
    expect(status()).toContain("10 seconds");
  });

  it("leaves when the time is over, and never tells the server that an idle user is there", async () => {
    const user = await open(5);
    await pass(5 * MINUTE - 2);
    expect(onOver).not.toHaveBeenCalled();
    await pass(2);
    expect(onOver).toHaveBeenCalledExactlyOnceWith(5 * MINUTE);
    expect(warning()).not.toBeInTheDocument();
    await pass(60 * MINUTE);
    expect(onOver).toHaveBeenCalledOnce();
    expect(reports(user)).toBe(0);
  });

  it("stays when the user says so, and starts anew", async () => {
    const user = await open(5);
    await pass(4 * MINUTE + 30 * SECOND);
    await press("Stay signed in");
    expect(user.updateToken).toHaveBeenCalledExactlyOnceWith(-1);
    expect(warning()).not.toBeInTheDocument();
    await pass(4 * MINUTE - 2);
    expect(warning()).not.toBeInTheDocument();
    await pass(MINUTE + 2);
    expect(onOver).toHaveBeenCalledOnce();
  });

  it("does not take a bumped mouse for an answer", async () => {
    const user = await open(5);
    await pass(4 * MINUTE + 10 * SECOND);
    await move();
    expect(warning()).toBeInTheDocument();
    expect(reports(user)).toBe(0);
    await pass(50 * SECOND);
    expect(onOver).toHaveBeenCalledOnce();
  });

  it("signs out at once when the user says so", async () => {
    const user = await open(5);
    await pass(4 * MINUTE);
    await press("Sign out now");
    expect(user.logout).toHaveBeenCalledOnce();
  });

  it("says when the server cannot be reached, and can be tried again", async () => {
    const user = await open(5);
    await pass(4 * MINUTE);
    user.updateToken.mockRejectedValueOnce(new Error("no connection"));
    await press("Stay signed in");
    expect(warning()).toHaveTextContent("could not be reached");
    await press("Stay signed in");
    expect(warning()).not.toBeInTheDocument();
  });

  it.each([
    ["pointerDown", () => fireEvent.pointerDown(document.body)],
    ["keyDown", () => fireEvent.keyDown(document.body, { key: "a" })],
    ["touchStart", () => fireEvent.touchStart(document.body)],
    ["wheel", () => fireEvent.wheel(document.body)],
  ])("takes %s for activity", async (_name, doIt) => {
    const user = await open(5);
    await pass(3 * MINUTE);
    await act(() => doIt());
    await pass(1);
    expect(reports(user)).toBe(1);
    await pass(3 * MINUTE);
    expect(warning()).not.toBeInTheDocument();
  });

  it("does not take for activity what a page does by itself", async () => {
    const user = await open(5);
    await pass(3 * MINUTE);
    await act(() => fireEvent.scroll(window));
    await act(() => fireEvent.focus(window));
    await pass(2 * MINUTE);
    expect(reports(user)).toBe(0);
    expect(onOver).toHaveBeenCalledOnce();
  });

  it("tells the server of activity at most once a minute, and the last one too", async () => {
    const user = await open(30);
    await pass(2 * MINUTE);
    for (let second = 0; second < 90; second++) {
      await move();
      await pass(SECOND);
    }
    expect(reports(user)).toBe(2);
    await pass(60 * SECOND);
    // That of seconds 61 to 89.
    expect(reports(user)).toBe(3);
    await pass(10 * MINUTE);
    expect(reports(user)).toBe(3);
  });

  it("counts what is done in another tab, and refreshes of its own pages", async () => {
    const user = await open(5);
    await pass(4 * MINUTE + 30 * SECOND);
    expect(warning()).toBeInTheDocument();
    await storedByAnotherTab(ACTIVITY_KEY, String(Date.now()));
    expect(warning()).not.toBeInTheDocument();
    await pass(3 * MINUTE + 30 * SECOND);
    await act(() => (user as { onAuthRefreshSuccess?: () => void }).onAuthRefreshSuccess?.());
    await pass(3 * MINUTE + 30 * SECOND);
    expect(warning()).not.toBeInTheDocument();
    expect(reports(user)).toBe(0);
  });

  it("looks what other tabs have done before it decides, even if nobody told it", async () => {
    await open(5);
    await pass(4 * MINUTE - 10);
    // A tab that slept: the event has not come yet.
    localStorage.setItem(ACTIVITY_KEY, String(Date.now()));
    await pass(4 * MINUTE - 10);
    expect(warning()).not.toBeInTheDocument();
    await pass(MINUTE + 10);
    expect(onOver).toHaveBeenCalledOnce();
  });

  it("does not let a time in the future, or one of a clock set back, make the session longer", async () => {
    await open(5);
    await storedByAnotherTab(ACTIVITY_KEY, String(Date.now() + 60 * MINUTE));
    await pass(5 * MINUTE);
    expect(onOver).toHaveBeenCalledOnce();
  });

  it("does not take the hand on the mouse after a computer's sleep for activity", async () => {
    const user = await open(5);
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    await move();
    expect(onOver).toHaveBeenCalledOnce();
    expect(reports(user)).toBe(0);
  });

  it("goes on when the server could not be told", async () => {
    const user = await open(5);
    await pass(2 * MINUTE);
    user.updateToken.mockRejectedValueOnce(new Error("no connection"));
    await move();
    await pass(MINUTE);
    expect(reports(user)).toBe(2);
    await pass(3 * MINUTE);
    expect(warning()).not.toBeInTheDocument();
  });

  it("warns at half of the time where the limit is below 2 minutes, and tells of activity more often", async () => {
    expect([1, 2, 5].map((minutes) => warningTime(minutes * MINUTE))).toEqual([30 * SECOND, MINUTE, MINUTE]);
    expect([1, 4, 60].map((minutes) => reportInterval(minutes * MINUTE))).toEqual([15 * SECOND, MINUTE, MINUTE]);
    const user = await open(1);
    for (let second = 0; second < 120; second++) {
      await move();
      await pass(SECOND);
    }
    expect(warning()).not.toBeInTheDocument();
    expect(reports(user)).toBe(8);
    await pass(45 * SECOND);
    expect(warning()).toBeInTheDocument();
  });

  it("takes over a limit that the user sets here or in another tab", async () => {
    const Page = () => {
      const setLimit = useSetLimit();
      return <button onClick={() => setLimit(10)}>Set</button>;
    };
    await open(null, <Page />);
    await press("Set");
    expect(localStorage.getItem(LIMIT_KEY)).toBe(String(10 * MINUTE));
    await pass(9 * MINUTE);
    expect(warning()).toBeInTheDocument();
    await storedByAnotherTab(LIMIT_KEY, "null");
    expect(warning()).not.toBeInTheDocument();
    await pass(60 * MINUTE);
    expect(onOver).not.toHaveBeenCalled();
    await storedByAnotherTab(ACTIVITY_KEY, String(Date.now()));
    await storedByAnotherTab(LIMIT_KEY, String(5 * MINUTE));
    await pass(4 * MINUTE);
    expect(warning()).toBeInTheDocument();
  });
});
