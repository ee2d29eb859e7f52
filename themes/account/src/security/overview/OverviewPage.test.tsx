import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../test/accessibility";
import { renderInConsole } from "../../test/console";
import { aCredential, aDevice, aType, daysAgo, recoveryCodes } from "../../test/securityServer";
import { aToken } from "../../test/server";
import { aSession } from "../../test/sessionServer";
import { OverviewPage } from "./OverviewPage";

const PASSWORD = aType("password", aCredential("password", "password-id", null, 95));
const BASE = "/realms/acme/account/security";

/** What the server answers at each address; undefined = it fails. */
let answers: Record<string, unknown>;

beforeEach(() => {
  answers = {
    "/account/credentials": [PASSWORD, aType("otp"), aType("recovery-authn-codes")],
    "/account-security/sessions": [aSession({ current: true })],
    "/account-security/devices": [],
    "/api-tokens": [],
    "/account-security/log": [],
    "/account-security/notices": { mailedTo: "alice@example.org", reason: null },
  };
  vi.stubGlobal("fetch", async (url: URL) => {
    const body = answers[url.pathname.replace("/realms/acme", "")];
    return new Response(JSON.stringify(body ?? {}), { status: body === undefined ? 500 : 200 });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const open = () => renderInConsole(<OverviewPage />);
const card = (name: string) => within(screen.getByRole("region", { name }));

describe("page Overview", () => {
  it("says the state of each part in a sentence, with one action", async () => {
    answers["/account-security/sessions"] = [aSession({ current: true }), aSession({ id: "b" })];
    answers["/account-security/devices"] = [aDevice()];
    answers["/api-tokens"] = [aToken(), aToken({ id: "old", status: "revoked" }), aToken({ id: "other" })];
    answers["/account-security/log"] = [
      { id: "1", at: daysAgo(2), kind: "password-changed", category: "password", outcome: "success", details: {} },
    ];
    await open();
    expect(await card("Password").findByText(/Last changed/)).toHaveTextContent("3 months ago");
    expect(await card("Two-factor authentication").findByText(/^Off/)).toBeInTheDocument();
    expect(await card("Sessions").findByText("2 sessions are active, this one included.")).toBeInTheDocument();
    expect(await card("Remembered devices").findByText("One device or key is remembered.")).toBeInTheDocument();
    expect(await card("API tokens").findByText("2 API tokens can act for you.")).toBeInTheDocument();
    expect(await card("Recent events").findByText(/2 days ago/)).toBeInTheDocument();
    for (const [name, path] of [
      ["Password", "signing-in"],
      ["Two-factor authentication", "signing-in"],
      ["Sessions", "sessions"],
      ["Remembered devices", "devices"],
      ["API tokens", "api-tokens"],
      ["Recent events", "log"],
    ] as const) {
      expect(card(name).getByRole("link")).toHaveAttribute("href", `${BASE}/${path}`);
    }
    expect(await card("Security e-mails").findByText(/^You are told at alice@example\.org/)).toBeInTheDocument();
    expect(card("Security e-mails").getByRole("link")).toHaveAttribute("href", "/realms/acme/account/");
    await expectAccessible();
  });

  it.each([
    ["no_mail_server", "No e-mails are sent here."],
    ["no_email", "your account has no e-mail address"],
    ["email_not_verified", "your e-mail address is not confirmed"],
  ])("says why nothing is mailed: %s", async (reason, text) => {
    answers["/account-security/notices"] = { mailedTo: null, reason };
    await open();
    expect(await card("Security e-mails").findByText(new RegExp(text))).toBeInTheDocument();
  });

  it("says of parts that have nothing that they have nothing", async () => {
    await open();
    expect(await screen.findByText("You are signed in here and nowhere else.")).toBeInTheDocument();
    expect(await screen.findByText("No device is remembered.")).toBeInTheDocument();
    expect(await screen.findByText("No API token is in use.")).toBeInTheDocument();
    expect(await screen.findByText("Nothing has happened yet.")).toBeInTheDocument();
  });

  it.each([
    ["a second step", [PASSWORD, aType("otp")], /Protect your account with a second step/],
    ["recovery codes", [aType("otp", aCredential("otp", "app")), aType("recovery-authn-codes")], /^Warning.*Get recovery codes/],
    [
      "new recovery codes",
      [aType("otp", aCredential("otp", "app")), aType("recovery-authn-codes", recoveryCodes(10))],
      /Few recovery codes are left/,
    ],
    [
      "nothing",
      [aType("otp", aCredential("otp", "app")), aType("recovery-authn-codes", recoveryCodes(2))],
      /Your account is in order/,
    ],
    ["nothing where the realm offers no second step", [PASSWORD], /Your account is in order/],
  ])("names the one next thing to do: %s", async (_name, types, title) => {
    answers["/account/credentials"] = types;
    await open();
    expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
  });

  it("loses nothing else when one part cannot be loaded, and loads it again", async () => {
    answers["/account-security/sessions"] = undefined;
    await open();
    const sessions = card("Sessions");
    expect(await sessions.findByRole("alert")).toHaveTextContent("This could not be loaded");
    expect(await card("Password").findByText(/Last changed/)).toBeInTheDocument();
    answers["/account-security/sessions"] = [aSession({ current: true })];
    await userEvent.click(sessions.getByRole("button", { name: "Try again" }));
    expect(await sessions.findByText(/nowhere else/)).toBeInTheDocument();
  });
});
