import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../test/accessibility";
import { aSignedInUser, renderInConsole } from "../../test/console";
import { aCredential, aType, recoveryCodes, SecurityServer } from "../../test/securityServer";
import { STALE_SIGN_IN } from "../../test/server";
import { SigningInPage } from "./SigningInPage";

const open = (user = aSignedInUser()) => renderInConsole(<SigningInPage />, user);
const browser = () => userEvent.setup({ delay: null });
const longAgo = () => aSignedInUser({ signedInSecondsAgo: 3600 });

const card = async (name: string) => within(await screen.findByRole("region", { name }));
const dialog = () => within(screen.getByRole("dialog"));
const button = (name: string) => screen.getByRole("button", { name });

const PHONE = aCredential("otp", "phone-id", "Phone");
const TABLET = aCredential("otp", "tablet-id", "Tablet");
const KEY = aCredential("webauthn", "key-id", "Blue key");
const PASSKEY = {
  ...aCredential("webauthn-passwordless", "passkey-id", "Laptop"),
  infoProperties: [{ key: "webauthn-authenticator-provider", parameters: ["Example Key Maker"] }],
};

let server: SecurityServer;
const password = aType("password", aCredential("password", "password-id"));
const offer = (...types: ReturnType<typeof aType>[]) => {
  server.credentials = [password, ...types];
};
beforeEach(() => {
  server = new SecurityServer();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("page Signing in", () => {
  it("shows a skeleton while it loads", async () => {
    server.answerNext("GET /account/credentials", "never");
    await open();
    expect(screen.getByRole("status")).toHaveTextContent("Loading");
    await expectAccessible();
  });

  it("says that loading failed, and tries again", async () => {
    server.answerNext("GET /account/credentials", { status: 500 });
    await open();
    expect(await screen.findByRole("heading", { name: "Your ways to sign in could not be loaded" })).toBeInTheDocument();
    await browser().click(button("Try again"));
    await card("Password");
  });

  it("shows only what the realm offers", async () => {
    await open();
    await card("Password");
    await waitFor(() => expect(screen.queryByRole("region", { name: "PIN" })).not.toBeInTheDocument());
    expect(screen.getAllByRole("region")).toHaveLength(1);
  });

  it("offers to add nothing that the realm has switched off; what there is can be removed all the same", async () => {
    server.credentials = [{ ...password, updateAction: null }, { ...aType("otp", PHONE), createAction: null }];
    await open();
    expect((await card("Password")).queryByRole("button")).not.toBeInTheDocument();
    const twoFactor = await card("Two-factor authentication");
    expect(twoFactor.queryByRole("button", { name: /Add/ })).not.toBeInTheDocument();
    expect(twoFactor.getByRole("button", { name: "Remove Phone" })).toBeInTheDocument();
    expect(twoFactor.getByRole("button", { name: "Turn off" })).toBeInTheDocument();
  });

  it("tells when the password was changed, and leads to changing it", async () => {
    const { user } = await open();
    const shown = await card("Password");
    expect(shown.getByText(/Last changed/)).toHaveTextContent(/last month/);
    await browser().click(shown.getByRole("button", { name: "Change password" }));
    expect(user.login).toHaveBeenCalledWith({ action: "UPDATE_PASSWORD", redirectUri: window.location.href });
  });

  it("offers to set a password where there is none", async () => {
    server.credentials = [{ ...aType("password"), updateAction: null, createAction: "UPDATE_PASSWORD" }];
    await open();
    const shown = await card("Password");
    expect(shown.getByText("You have no password.")).toBeInTheDocument();
    expect(shown.getByRole("button", { name: "Set a password" })).toBeInTheDocument();
  });

  it("is accessible with everything on it", async () => {
    server.pin = { configured: true };
    offer(
      aType("otp", PHONE, TABLET),
      aType("webauthn", KEY),
      aType("recovery-authn-codes", recoveryCodes(4)),
      aType("webauthn-passwordless", PASSKEY),
    );
    await open();
    await screen.findByRole("button", { name: "Change PIN" });
    expect(screen.getByText(/Example Key Maker/)).toBeInTheDocument();
    await expectAccessible();
  });
});

describe("two-factor authentication (M1)", () => {
  it("is off without a factor, and is turned on with an authenticator app", async () => {
    offer(aType("otp"), aType("recovery-authn-codes"));
    const { user } = await open();
    const shown = await card("Two-factor authentication");
    expect(shown.getByText("Off")).toBeInTheDocument();
    expect(shown.queryByText("Recovery codes")).not.toBeInTheDocument();
    await browser().click(shown.getByRole("button", { name: "Turn on" }));
    expect(user.login).toHaveBeenCalledWith({ action: "CONFIGURE_TOTP", redirectUri: window.location.href });
    await expectAccessible();
  });

  it.each([
    [[aType("otp", PHONE), aType("recovery-authn-codes", recoveryCodes(4))], "On: authenticator app, 8 recovery codes left"],
    [[aType("otp", PHONE, TABLET), aType("webauthn", KEY)], "On: 2 authenticator apps, security key"],
    [[aType("otp", PHONE), aType("recovery-authn-codes", recoveryCodes(11))], "On: authenticator app, 1 recovery code left"],
    [[aType("otp", PHONE), aType("recovery-authn-codes", recoveryCodes(12))], "On: authenticator app, no recovery code left"],
  ])("says in a sentence what is on", async (types, sentence) => {
    offer(...types);
    await open();
    expect((await card("Two-factor authentication")).getByText(sentence)).toBeInTheDocument();
  });

  it("warns of missing recovery codes, and of few that are left", async () => {
    offer(aType("otp", PHONE), aType("recovery-authn-codes"));
    const { user } = await open();
    expect(await screen.findByText(/You have no recovery codes/)).toBeInTheDocument();
    await browser().click(button("Get recovery codes"));
    expect(user.login.mock.calls).toEqual([
      [{ action: "CONFIGURE_RECOVERY_AUTHN_CODES", redirectUri: window.location.href }],
    ]);
    cleanup();
    offer(aType("otp", PHONE), aType("recovery-authn-codes", recoveryCodes(9)));
    await open();
    expect(await screen.findByText(/Few recovery codes are left/)).toBeInTheDocument();
    expect(button("Replace them with new codes")).toBeInTheDocument();
  });

  it("says what was added once the browser is back, and nothing if the user gave up", async () => {
    offer(aType("otp", PHONE));
    await open();
    await browser().click(await screen.findByRole("button", { name: "Add an authenticator app" }));
    cleanup();
    await open();
    await card("Two-factor authentication");
    expect(screen.queryByText(/was saved/)).not.toBeInTheDocument();

    await browser().click(await screen.findByRole("button", { name: "Add an authenticator app" }));
    cleanup();
    offer(aType("otp", PHONE, TABLET));
    await open();
    expect(await screen.findByText("Tablet was saved.")).toBeInTheDocument();
  });

  it("removes one of several factors after asking", async () => {
    offer(aType("otp", PHONE, TABLET));
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Remove Tablet" }));
    expect(dialog().getByRole("heading", { name: /Remove Tablet\?/ })).toBeInTheDocument();
    expect(screen.getByRole("dialog")).toHaveTextContent("Your other second steps stay.");
    await expectAccessible();
    await user.click(dialog().getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("Tablet was removed.")).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole("button", { name: "Remove Tablet" })).not.toBeInTheDocument());
    expect(server.to("DELETE /account-security/second-factor/tablet-id")).toHaveLength(1);
  });

  it("says beforehand that the last factor takes two-factor authentication with it", async () => {
    offer(aType("webauthn", KEY), aType("recovery-authn-codes", recoveryCodes(0)));
    await open();
    await browser().click(await screen.findByRole("button", { name: "Remove Blue key" }));
    expect(screen.getByRole("dialog")).toHaveTextContent("This is your only second step");
    expect(screen.getByRole("dialog")).toHaveTextContent("your recovery codes stop working");
  });

  it("is turned off as a whole, saying beforehand what goes", async () => {
    offer(aType("otp", PHONE), aType("webauthn", KEY), aType("webauthn-passwordless", PASSKEY));
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Turn off" }));
    expect(screen.getByRole("dialog")).toHaveTextContent("Your password alone is then enough to sign in.");
    await expectAccessible();
    await user.click(dialog().getByRole("button", { name: "Turn off" }));
    expect(await screen.findByText("Two-factor authentication is off.")).toBeInTheDocument();
    expect(await screen.findByRole("button", { name: "Turn on" })).toBeInTheDocument();
    expect(screen.getByText("Laptop")).toBeInTheDocument();
  });

  it("stays on and says so when the server refuses", async () => {
    offer(aType("otp", PHONE));
    server.answerNext("DELETE /account-security/second-factor", { status: 500 });
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Turn off" }));
    await user.click(dialog().getByRole("button", { name: "Turn off" }));
    expect(await dialog().findByText(/was not turned off/)).toBeInTheDocument();
  });

  it.each([
    ["Turn off", "DELETE /account-security/second-factor", "Turn off two-factor authentication?"],
    ["Remove Phone", "DELETE /account-security/second-factor/phone-id", "Remove Phone?"],
  ])("asks for a fresh sign-in before %s and comes back to the dialog, doing nothing by itself", async (name, call, title) => {
    offer(aType("otp", PHONE));
    const { user: stale } = await open(longAgo());
    server.answerNext(call, STALE_SIGN_IN);
    const user = browser();
    await user.click(await screen.findByRole("button", { name }));
    expect(screen.getByRole("dialog")).toHaveTextContent("You will be asked to sign in again");
    await user.click(dialog().getByRole("button", { name: "Sign in again and continue" }));
    await waitFor(() => expect(stale.login).toHaveBeenCalledWith({ maxAge: 300, redirectUri: window.location.href }));
    cleanup();

    await open();
    expect(await screen.findByRole("heading", { name: new RegExp(title.replace("?", "\\?")) })).toBeInTheDocument();
    expect(server.to(call)).toHaveLength(1);
    await user.click(dialog().getByRole("button", { name: "Cancel" }));
    expect(server.to(call)).toHaveLength(1);
  });
});

describe("passkeys", () => {
  it("are explained where there are none, and added", async () => {
    offer(aType("webauthn-passwordless"));
    const { user } = await open();
    const shown = await card("Passkeys");
    expect(shown.getByText(/None yet/)).toBeInTheDocument();
    await browser().click(shown.getByRole("button", { name: "Add a passkey" }));
    expect(user.login).toHaveBeenCalledWith({
      action: "webauthn-register-passwordless",
      redirectUri: window.location.href,
    });
  });

  it("are removed as devices, and leave two-factor authentication as it is", async () => {
    offer(aType("otp", PHONE), aType("webauthn-passwordless", PASSKEY));
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Remove Laptop" }));
    await user.click(dialog().getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("Laptop was removed.")).toBeInTheDocument();
    expect(server.to("DELETE /account-security/devices/passkey-id")).toHaveLength(1);
    expect(screen.getByText("On: authenticator app")).toBeInTheDocument();
  });
});
