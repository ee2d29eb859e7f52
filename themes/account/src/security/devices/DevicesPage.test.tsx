import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../test/accessibility";
import { aSignedInUser, renderInConsole } from "../../test/console";
import { aDevice, SecurityServer } from "../../test/securityServer";
import { STALE_SIGN_IN } from "../../test/server";
import { DevicesPage } from "./DevicesPage";

const DEVICES = "GET /account-security/devices";

const open = (user = aSignedInUser()) => renderInConsole(<DevicesPage />, user);
const browser = () => userEvent.setup({ delay: null });
const rows = async () =>
  within(await screen.findByRole("table", { name: "Remembered devices" })).getAllByRole("row").slice(1);
const dialog = () => within(screen.getByRole("dialog"));

const TRUSTED = aDevice({ id: "trusted", label: "Label of the server", current: true });
const LOGIN_TOKEN = aDevice({ id: "token", kind: "login-token", browser: "Chrome", system: "Android" });
const PASSKEY = aDevice({ id: "passkey", kind: "passkey", label: "Laptop", expiresAt: null, lastUsedAt: null });

let server: SecurityServer;
beforeEach(() => {
  server = new SecurityServer();
  server.devices = [TRUSTED, LOGIN_TOKEN, PASSKEY];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("page Remembered devices (M6)", () => {
  it("shows what each one is, when it was used and from where, and marks this device", async () => {
    await open();
    const [trusted, token, passkey] = await rows();
    expect(trusted).toHaveTextContent("Firefox on Linux This device");
    expect(trusted).toHaveTextContent("Trusted device");
    expect(trusted).toHaveTextContent("2 days ago");
    expect(trusted && within(trusted).getByText("203.0.113.7")).toHaveClass("gatehouse-address");
    expect(token).toHaveTextContent("Chrome on Android");
    expect(token).toHaveTextContent("Saved sign-in");
    expect(token).not.toHaveTextContent("This device");
    expect(passkey).toHaveTextContent("Laptop");
    expect(passkey).toHaveTextContent("Never");
    await expectAccessible();
  });

  it("copes with what the server does not know", async () => {
    server.devices = [
      aDevice({ id: "a", browser: null, system: null, createdAt: null, lastUsedAddress: null }),
      aDevice({ id: "b", browser: "Safari", system: null }),
    ];
    await open();
    const [unknown, safari] = await rows();
    expect(unknown && within(unknown).getByRole("button", { name: "Remove Trusted device" })).toBeInTheDocument();
    expect(unknown).toHaveTextContent("Unknown");
    expect(safari).toHaveTextContent("Safari");
  });

  it("has three different states for loading, failed and empty", async () => {
    server.answerNext(DEVICES, "never");
    await open();
    expect(screen.getByRole("status")).toHaveTextContent("Loading");
    cleanup();

    server.answerNext(DEVICES, { status: 500 });
    await open();
    expect(await screen.findByRole("heading", { name: /could not be loaded/ })).toBeInTheDocument();
    expect(screen.queryByText("No remembered devices")).not.toBeInTheDocument();
    server.devices = [];
    await browser().click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "No remembered devices" })).toBeInTheDocument();
    await expectAccessible();
  });

  it("turns pages where there are more than 20", async () => {
    server.devices = Array.from({ length: 25 }, (_, index) => aDevice({ id: `d${index}`, browser: `Device ${index}`, system: null }));
    await open();
    expect(await rows()).toHaveLength(20);
    await browser().click(screen.getByRole("button", { name: "Next page" }));
    await screen.findByText("Device 24");
    expect(await rows()).toHaveLength(5);
    expect(screen.getByRole("button", { name: "Next page" })).toBeDisabled();
    expect(server.to(DEVICES)).toHaveLength(1);
  });

  it("says of a security key that it may be the only second step", async () => {
    server.devices = [aDevice({ id: "key", kind: "security-key", label: "Blue key", provider: "Example Key Maker" })];
    await open();
    expect((await rows())[0]).toHaveTextContent("Example Key Maker");
    const user = browser();
    await user.click(screen.getByRole("button", { name: "Remove Blue key" }));
    expect(screen.getByRole("dialog")).toHaveTextContent("If it is your only second step");
    await user.click(dialog().getByRole("button", { name: "Remove" }));
    expect(await screen.findByRole("heading", { name: "No remembered devices" })).toBeInTheDocument();
    expect(server.to("DELETE /account-security/devices/key")).toHaveLength(1);
  });

  it("removes a trusted device without a sign-in, after saying what that means", async () => {
    await open(aSignedInUser({ signedInSecondsAgo: 3600 }));
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Remove Firefox on Linux" }));
    expect(screen.getByRole("dialog")).toHaveTextContent("asks for your second step again");
    expect(screen.getByRole("dialog")).not.toHaveTextContent("sign in again");
    await expectAccessible();
    await user.click(dialog().getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("Firefox on Linux was removed.")).toBeInTheDocument();
    await waitFor(async () => expect(await rows()).toHaveLength(2));
  });

  it("keeps the dialog and says so when removing failed; what is gone already counts as removed", async () => {
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Remove Chrome on Android" }));
    server.answerNext("DELETE /account-security/devices/token", { status: 500 });
    await user.click(dialog().getByRole("button", { name: "Remove" }));
    expect(await dialog().findByText(/was not removed/)).toBeInTheDocument();
    server.answerNext("DELETE /account-security/devices/token", { status: 404 });
    await user.click(dialog().getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("Chrome on Android was removed.")).toBeInTheDocument();
  });

  it("asks for a fresh sign-in before a passkey is removed, and comes back to the dialog", async () => {
    const { user: stale } = await open(aSignedInUser({ signedInSecondsAgo: 3600 }));
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Remove Laptop" }));
    server.answerNext("DELETE /account-security/devices/passkey", STALE_SIGN_IN);
    await user.click(dialog().getByRole("button", { name: "Sign in again and continue" }));
    await waitFor(() => expect(stale.login).toHaveBeenCalledWith({ maxAge: 300, redirectUri: window.location.href }));
    cleanup();
    await open();
    expect(await screen.findByRole("heading", { name: /Remove Laptop\?/ })).toBeInTheDocument();
    expect(server.to("DELETE /account-security/devices/passkey")).toHaveLength(1);
    await user.click(dialog().getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("Laptop was removed.")).toBeInTheDocument();
  });

  it.each([
    ["Remove all trusted devices", "trusted-device", "No device is trusted any more."],
    ["Remove all saved sign-ins", "login-token", "No sign-in is saved any more."],
  ])("has a button %s", async (name, kind, message) => {
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name }));
    await user.click(dialog().getByRole("button", { name: "Remove all" }));
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(server.to("DELETE /account-security/devices").map(({ query }) => query.get("kind"))).toEqual([kind]);
    await waitFor(() => expect(screen.queryByRole("button", { name })).not.toBeInTheDocument());
    expect(await rows()).toHaveLength(2);
  });

  it("says when nothing could be removed", async () => {
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Remove all trusted devices" }));
    server.answerNext("DELETE /account-security/devices", { status: 500 });
    await user.click(dialog().getByRole("button", { name: "Remove all" }));
    expect(await dialog().findByText("Nothing was removed. Try again.")).toBeInTheDocument();
  });

  it("does not offer to remove all passkeys", async () => {
    server.devices = [PASSKEY];
    await open();
    await rows();
    expect(screen.queryByRole("button", { name: /Remove all/ })).not.toBeInTheDocument();
  });
});
