import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../test/accessibility";
import { aSignedInUser, renderInConsole } from "../../test/console";
import { SecurityServer } from "../../test/securityServer";
import { STALE_SIGN_IN } from "../../test/server";
import { SigningInPage } from "./SigningInPage";

const PIN = "749203";

const open = (user = aSignedInUser()) => renderInConsole(<SigningInPage />, user);
const browser = () => userEvent.setup({ delay: null });
const dialog = () => within(screen.getByRole("dialog"));
const newPin = () => screen.getByLabelText(/^New PIN(?! again)/);
const repeated = () => screen.getByLabelText(/^New PIN again/);

async function fillIn(user: ReturnType<typeof browser>, pin: string, again = pin) {
  await user.click(newPin());
  await user.paste(pin);
  await user.click(repeated());
  await user.paste(again);
}

let server: SecurityServer;
beforeEach(() => {
  server = new SecurityServer();
  server.pin = { configured: false };
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function openDialog(user = browser()) {
  await user.click(await screen.findByRole("button", { name: "Set PIN" }));
  return user;
}
const confirm = (user: ReturnType<typeof browser>) => user.click(dialog().getByRole("button", { name: "Set PIN" }));

describe("the PIN (M5)", () => {
  it("is set by typing it twice, and stays in no store of the browser", async () => {
    await open();
    const user = await openDialog();
    expect(newPin()).toHaveFocus();
    await expectAccessible();
    await fillIn(user, PIN);
    await confirm(user);
    expect(await screen.findByText("Your PIN was set.")).toBeInTheDocument();
    expect(server.to("PUT /account-security/pin").map(({ body }) => body)).toEqual([{ pin: PIN }]);
    expect(await screen.findByRole("button", { name: "Change PIN" })).toBeInTheDocument();
    expect(JSON.stringify([{ ...sessionStorage }, { ...localStorage }, window.location.href])).not.toContain(PIN);
  });

  it.each([
    ["", "Enter a PIN."],
    ["74920a", "Use digits only."],
    ["74920", "Use at least 6 digits."],
    ["7".repeat(65), "Use at most 64 digits."],
  ])("of %j is refused before it is sent", async (pin, message) => {
    await open();
    const user = await openDialog();
    if (pin) {
      await fillIn(user, pin);
    }
    await confirm(user);
    expect(newPin()).toHaveAccessibleDescription(new RegExp(message));
    expect(newPin()).toHaveFocus();
    expect(server.to("PUT /account-security/pin")).toHaveLength(0);
    await expectAccessible();
  });

  it("is not saved if the two differ", async () => {
    await open();
    const user = await openDialog();
    await fillIn(user, PIN, "749204");
    await confirm(user);
    expect(repeated()).toHaveAccessibleDescription(/not the same PIN/);
    expect(server.to("PUT /account-security/pin")).toHaveLength(0);
  });

  it("that the server finds too easy is refused at the field", async () => {
    await open();
    const user = await openDialog();
    server.answerNext("PUT /account-security/pin", { status: 400, body: { error: "invalid_request", field: "pin" } });
    await fillIn(user, "123456");
    await confirm(user);
    await waitFor(() => expect(newPin()).toHaveAccessibleDescription(/too easy to guess/));
  });

  it("waits for a fresh sign-in before anything is typed", async () => {
    const { user: stale } = await open(aSignedInUser({ signedInSecondsAgo: 3600 }));
    const user = await openDialog();
    expect(screen.queryByLabelText(/New PIN/)).not.toBeInTheDocument();
    await user.click(dialog().getByRole("button", { name: "Sign in again and continue" }));
    expect(stale.login).toHaveBeenCalledWith({ maxAge: 300, redirectUri: window.location.href });
    expect(server.to("PUT /account-security/pin")).toHaveLength(0);
    cleanup();
    await open();
    await fillIn(user, PIN);
    await confirm(user);
    expect(await screen.findByText("Your PIN was set.")).toBeInTheDocument();
  });

  it("is not kept if the server wants a fresh sign-in after all", async () => {
    const { user: signedIn } = await open();
    const user = await openDialog();
    server.answerNext("PUT /account-security/pin", STALE_SIGN_IN);
    await fillIn(user, PIN);
    await confirm(user);
    await waitFor(() => expect(signedIn.login).toHaveBeenCalled());
    expect(JSON.stringify({ ...sessionStorage })).not.toContain(PIN);
  });

  it("is removed after saying what that means", async () => {
    server.pin = { configured: true };
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Remove PIN" }));
    expect(screen.getByRole("dialog")).toHaveTextContent("until you set a new one");
    await user.click(dialog().getByRole("button", { name: "Remove PIN" }));
    expect(await screen.findByText("Your PIN was removed.")).toBeInTheDocument();
    expect(await screen.findByRole("button", { name: "Set PIN" })).toBeInTheDocument();
  });

  it("that could not be loaded hides nothing else", async () => {
    server.answerNext("GET /account-security/pin", { status: 500 });
    await open();
    expect(await screen.findByRole("alert")).toHaveTextContent("It could not be loaded whether you have a PIN.");
    expect(screen.getByRole("region", { name: "Password" })).toBeInTheDocument();
    await browser().click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Set PIN" })).toBeInTheDocument();
  });
});
