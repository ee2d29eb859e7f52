import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../test/accessibility";
import { aSignedInUser, renderInConsole } from "../../test/console";
import { aToken, SECRET, STALE_SIGN_IN, TokenServer, tokensNamed } from "../../test/server";
import { ApiTokensPage } from "./ApiTokensPage";

const open = (user = aSignedInUser()) => renderInConsole(<ApiTokensPage />, user);
const browser = () => userEvent.setup({ delay: null });

const rows = async () => within(await screen.findByRole("table", { name: "API tokens" })).getAllByRole("row").slice(1);
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const dialog = () => screen.getByRole("dialog");

async function openCreateDialog(user = browser()) {
  await user.click(await screen.findByRole("button", { name: "Create token" }));
  await screen.findByRole("textbox", { name: "Name" });
  return user;
}

async function fillIn(user: ReturnType<typeof browser>, name = "nightly-report") {
  await user.click(screen.getByRole("textbox", { name: "Name" }));
  await user.paste(name);
  await user.click(button(/^Role:/));
  await user.click(await screen.findByRole("option", { name: /^reports-reader/ }));
}

const confirmCreate = (user: ReturnType<typeof browser>) =>
  user.click(within(dialog()).getByRole("button", { name: "Create token" }));

async function openMenuOf(name: string, entry: "Renew" | "Revoke", user = browser()) {
  await user.click(await screen.findByRole("button", { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: entry }));
  return user;
}

/** Everything the browser would still know after the page is gone. */
const traces = () =>
  JSON.stringify([{ ...sessionStorage }, { ...localStorage }, window.location.href, window.history.state, document.cookie]);

let server: TokenServer;
beforeEach(() => {
  server = new TokenServer([aToken()]);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("list of API tokens (A4)", () => {
  it("shows name, role, status, times and where the token was last used from", async () => {
    const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000).toISOString();
    server.tokens = [aToken({ lastUsedAt: twoHoursAgo, lastUsedAddress: "203.0.113.7", audience: ["reports-api"] })];
    await open();
    const [row] = await rows();
    expect(row).toHaveTextContent("ci-runner");
    expect(row).toHaveTextContent("reports-reader");
    expect(row).toHaveTextContent("Active");
    expect(row).toHaveTextContent("2 hours ago");
    expect(row).toHaveTextContent("Only for reports-api");
    expect(screen.getByText("203.0.113.7")).toHaveClass("gatehouse-address");
    await expectAccessible();
  });

  it("says Never for a token that was not used", async () => {
    await open();
    expect((await rows())[0]).toHaveTextContent("Never");
  });

  it("points out a token that expires in less than 14 days, and no other", async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
    server.tokens = [
      aToken({ id: "a", name: "soon", expiresAt: inDays(9.5) }),
      aToken({ id: "b", name: "later", expiresAt: inDays(14.5) }),
      aToken({ id: "c", name: "over", status: "expired", expiresAt: inDays(-1) }),
    ];
    await open();
    const [soon, later, over] = await rows();
    expect(soon).toHaveTextContent("Expires in 9 days");
    expect(later).not.toHaveTextContent("Expires in");
    expect(over).toHaveTextContent("Expired");
    expect(over).not.toHaveTextContent("Expires in");
  });

  it("shows revoked tokens only when asked for, and offers nothing to do with them", async () => {
    server.tokens = [aToken(), aToken({ id: "old", name: "old-laptop", status: "revoked" })];
    await open();
    expect(await rows()).toHaveLength(1);
    await browser().click(screen.getByRole("checkbox", { name: "Show revoked tokens" }));
    await screen.findByText("old-laptop");
    expect(await rows()).toHaveLength(2);
    expect(screen.queryByRole("button", { name: "Actions for old-laptop" })).not.toBeInTheDocument();
  });

  it("asks for 21 tokens to show 20, and turns pages both ways", async () => {
    server.tokens = tokensNamed(45);
    await open();
    expect(await rows()).toHaveLength(20);
    expect(Object.fromEntries(server.requests[0]?.query ?? [])).toEqual({ first: "0", max: "21" });
    expect(button("Previous page")).toBeDisabled();

    const user = browser();
    await user.click(button("Next page"));
    await screen.findByText("token-20");
    await user.click(button("Next page"));
    await screen.findByText("token-44");
    expect(await rows()).toHaveLength(5);
    expect(button("Next page")).toBeDisabled();
    await user.click(button("Previous page"));
    await screen.findByText("token-39");
  });

  it("has no paging for 20 tokens", async () => {
    server.tokens = tokensNamed(20);
    await open();
    expect(await rows()).toHaveLength(20);
    expect(screen.queryByRole("button", { name: "Next page" })).not.toBeInTheDocument();
  });

  it("explains what tokens are when there is none", async () => {
    server.tokens = [];
    await open();
    expect(await screen.findByRole("heading", { name: "No API tokens yet" })).toBeInTheDocument();
    expect(button("Create token")).toBeInTheDocument();
    expect(screen.queryByRole("checkbox", { name: "Show revoked tokens" })).not.toBeInTheDocument();
    await expectAccessible();
  });

  it("lets the user look at the revoked ones when no other is left", async () => {
    server.tokens = [aToken({ status: "revoked" })];
    await open();
    expect(await screen.findByRole("heading", { name: "No API tokens in use" })).toBeInTheDocument();
    await browser().click(screen.getByRole("checkbox", { name: "Show revoked tokens" }));
    expect(await rows()).toHaveLength(1);
  });

  it("shows a skeleton while it loads", async () => {
    server.answerNext("GET /", "never");
    await open();
    expect(screen.getByRole("table", { name: "Loading" })).toHaveAttribute("aria-busy", "true");
    expect(screen.getByRole("status")).toHaveTextContent("Loading");
    await expectAccessible();
  });

  it("shows a failure as a failure, not as an empty list, and tries again", async () => {
    server.answerNext("GET /", { status: 500, body: { error: "server_error" } });
    await open();
    expect(await screen.findByRole("alert")).toHaveTextContent("Your API tokens could not be loaded");
    expect(screen.queryByText("No API tokens yet")).not.toBeInTheDocument();
    await expectAccessible();
    await browser().click(button("Try again"));
    expect(await rows()).toHaveLength(1);
  });

  it("aborts its request when the user leaves the page", async () => {
    server.answerNext("GET /", "never");
    const { unmount } = await open();
    await waitFor(() => expect(server.requests).toHaveLength(1));
    unmount();
    expect(server.requests[0]?.signal?.aborted).toBe(true);
  });
});

describe("creating a token (A1, A2)", () => {
  it("sends what was chosen and shows the secret", async () => {
    await open();
    const user = await openCreateDialog();
    await expectAccessible();
    await fillIn(user);
    await user.selectOptions(screen.getByRole("combobox", { name: "Validity" }), "6");
    await user.click(button("Restrict the token"));
    await user.click(screen.getByRole("textbox", { name: "Allowed addresses" }));
    await user.paste("192.0.2.7, 2001:db8::/32;\n10.0.0.1");
    await user.click(button(/^Applications:/));
    await user.click(await screen.findByRole("checkbox", { name: "Reports" }));
    await user.keyboard("{Escape}");
    await expectAccessible();
    await confirmCreate(user);

    expect(await screen.findByRole("textbox", { name: "API token" })).toHaveValue(SECRET);
    expect(server.to("POST /").map(({ body }) => body)).toEqual([
      {
        name: "nightly-report",
        role: "reports-reader",
        validityMonths: 6,
        allowedAddresses: ["192.0.2.7", "2001:db8::/32", "10.0.0.1"],
        audience: ["reports-api"],
      },
    ]);
    expect(await screen.findByText("nightly-report")).toBeInTheDocument();
  });

  it("restricts nothing unless asked to", async () => {
    await open();
    const user = await openCreateDialog();
    await fillIn(user, "  nightly-report ");
    await confirmCreate(user);
    await screen.findByRole("textbox", { name: "API token" });
    expect(server.to("POST /")[0]?.body).toEqual({
      name: "nightly-report",
      role: "reports-reader",
      validityMonths: 3,
    });
  });

  it("tells the day on which the token will end", async () => {
    await open();
    const user = await openCreateDialog();
    await user.selectOptions(screen.getByRole("combobox", { name: "Validity" }), "12");
    expect(screen.getByText(`Works until`, { exact: false })).toHaveTextContent(String(new Date().getFullYear() + 1));
  });

  it("offers no more months than the realm allows", async () => {
    server.options = { maxValidityMonths: 2, audiences: [] };
    await open();
    const user = await openCreateDialog();
    expect(within(screen.getByRole("combobox", { name: "Validity" })).getAllByRole("option")).toHaveLength(2);
    await user.click(button("Restrict the token"));
    expect(screen.queryByRole("button", { name: /^Applications:/ })).not.toBeInTheDocument();
  });

  it("does not send a form without name and role", async () => {
    await open();
    const user = await openCreateDialog();
    await confirmCreate(user);
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/Enter a name\./);
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveFocus();
    expect(screen.getByText("Choose the role for which the token is used.")).toBeInTheDocument();
    expect(server.to("POST /")).toHaveLength(0);
    await expectAccessible();
  });

  it("refuses a name of 65 characters before it is sent", async () => {
    await open();
    const user = await openCreateDialog();
    await fillIn(user, "x".repeat(65));
    await confirmCreate(user);
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/at most 64 characters/);
    expect(server.to("POST /")).toHaveLength(0);
  });

  it("shows an error of the server at its field, opening the section that holds it", async () => {
    await open();
    const user = await openCreateDialog();
    await fillIn(user);
    server.answerNext("POST /", { status: 400, body: { error: "invalid_request", field: "allowedAddresses" } });
    await confirmCreate(user);
    expect(await screen.findByText(/not an IP address or a network/)).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Allowed addresses" })).toHaveAccessibleDescription(/not an IP address/);
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("nightly-report");
    await expectAccessible();
  });

  it("says at the name that it is taken, until it is changed", async () => {
    await open();
    const user = await openCreateDialog();
    await fillIn(user);
    server.answerNext("POST /", { status: 409, body: { error: "name_in_use", field: "name" } });
    await confirmCreate(user);
    const name = screen.getByRole("textbox", { name: "Name" });
    await waitFor(() => expect(name).toHaveAccessibleDescription(/already have a token with this name/));
    await waitFor(() => expect(name).toHaveFocus());
    await user.type(name, "-2");
    expect(name).not.toHaveAccessibleDescription(/already have/);
  });

  it.each([
    ["role_not_held", "role", /do not hold this role any more/],
    ["too_many_tokens", undefined, /as many tokens as you may have/],
    ["access_denied", undefined, /not allowed to do this/],
    ["server_error", undefined, /The token was not created/],
  ])("explains %s and keeps what was typed", async (error, field, text) => {
    await open();
    const user = await openCreateDialog();
    await fillIn(user);
    server.answerNext("POST /", { status: 400, body: { error, field } });
    await confirmCreate(user);
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("nightly-report");
  });

  it("submits once, however often the button is pressed", async () => {
    await open();
    const user = await openCreateDialog();
    await fillIn(user);
    server.answerNext("POST /", "never");
    const confirm = within(dialog()).getByRole("button", { name: "Create token" });
    const form = document.querySelector("form");
    confirm.click();
    form?.requestSubmit();
    confirm.click();
    await waitFor(() => expect(server.to("POST /")).toHaveLength(1));
    expect(within(dialog()).getByRole("button", { name: /Create token/ })).toBeDisabled();
    await user.keyboard("{Escape}");
    expect(dialog()).toBeInTheDocument();
  });

  it("says what to do when the user holds no role", async () => {
    server.roles = [];
    await open();
    await browser().click(await screen.findByRole("button", { name: "Create token" }));
    expect(await screen.findByText("You hold no role that a token can use")).toBeInTheDocument();
    expect(within(dialog()).getByRole("button", { name: "Create token" })).toBeDisabled();
  });

  it("shows when the form could not be loaded, and tries again", async () => {
    server.answerNext("GET /options", { status: 500, body: { error: "server_error" } });
    await open();
    const user = browser();
    await user.click(await screen.findByRole("button", { name: "Create token" }));
    expect(await screen.findByText("The form could not be loaded")).toBeInTheDocument();
    await user.click(within(dialog()).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("textbox", { name: "Name" })).toBeInTheDocument();
  });

  it("lets the user search when there are more than ten roles, by keyboard alone", async () => {
    server.roles = Array.from({ length: 12 }, (_, index) => ({ role: `role-${index}`, description: `Number ${index}` }));
    await open();
    const user = await openCreateDialog();
    await user.type(screen.getByRole("textbox", { name: "Name" }), "nightly-report");
    const role = screen.getByRole("combobox", { name: "Role" });
    await user.type(role, "number 1");
    const found = within(screen.getByRole("listbox", { name: "Role" }));
    expect(found.getAllByRole("option")).toHaveLength(3);
    await expectAccessible();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(role).toHaveValue("role-10");
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("closes only the open menu on Escape, then the dialog, and gives the focus back", async () => {
    await open();
    const user = await openCreateDialog();
    await user.click(button(/^Role:/));
    await screen.findByRole("option", { name: /^reports-reader/ });
    await user.keyboard("{Escape}");
    expect(dialog()).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole("option", { name: /^reports-reader/ })).not.toBeInTheDocument());
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(button("Create token")).toHaveFocus();
  });
});

describe("fresh sign-in (A2)", () => {
  it("announces nothing after a recent sign-in", async () => {
    await open();
    await openCreateDialog();
    expect(screen.queryByText("You will be asked to sign in again")).not.toBeInTheDocument();
  });

  it("is announced before, leads to the sign-in page and comes back to the filled-in dialog", async () => {
    const { user: stale } = await open(aSignedInUser({ signedInSecondsAgo: 301 }));
    const user = await openCreateDialog();
    expect(screen.getByText("You will be asked to sign in again")).toBeInTheDocument();
    await fillIn(user);
    await user.click(button("Restrict the token"));
    await user.type(screen.getByRole("textbox", { name: "Allowed addresses" }), "192.0.2.7");
    await expectAccessible();
    server.answerNext("POST /", STALE_SIGN_IN);
    await user.click(button("Sign in again and continue"));
    await waitFor(() => expect(stale.login).toHaveBeenCalledOnce());
    expect(stale.login).toHaveBeenCalledWith({ maxAge: 300, redirectUri: window.location.href });
    expect(sessionStorage).toHaveLength(1);
    cleanup();

    await open();
    expect(await screen.findByRole("textbox", { name: "Name" })).toHaveValue("nightly-report");
    expect(button("Role: reports-reader")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Allowed addresses" })).toHaveValue("192.0.2.7");
    expect(sessionStorage).toHaveLength(0);
    await confirmCreate(browser());
    expect(await screen.findByRole("textbox", { name: "API token" })).toHaveValue(SECRET);
    expect(traces()).not.toContain(SECRET);
  });

  it("comes back to the renewal too", async () => {
    const { user: stale } = await open(aSignedInUser({ signedInSecondsAgo: 301 }));
    const user = await openMenuOf("ci-runner", "Renew");
    await user.selectOptions(await screen.findByRole("combobox", { name: "Validity" }), "9");
    server.answerNext("POST /id-ci-runner/renew", STALE_SIGN_IN);
    await user.click(button("Sign in again and continue"));
    await waitFor(() => expect(stale.login).toHaveBeenCalledOnce());
    cleanup();

    await open();
    expect(await screen.findByRole("dialog", { name: "Renew ci-runner" })).toBeInTheDocument();
    expect(await screen.findByRole("combobox", { name: "Validity" })).toHaveValue("9");
  });

  it("is asked for by the server's word, whatever the browser's clock says", async () => {
    const { user: fresh } = await open();
    const user = await openCreateDialog();
    await fillIn(user);
    server.answerNext("POST /", STALE_SIGN_IN);
    await confirmCreate(user);
    await waitFor(() => expect(fresh.login).toHaveBeenCalledOnce());
  });

  it("gives one user's form to nobody else, and nothing that is too old", async () => {
    await open(aSignedInUser({ signedInSecondsAgo: 301 }));
    const user = await openCreateDialog();
    await fillIn(user);
    server.answerNext("POST /", STALE_SIGN_IN);
    await user.click(button("Sign in again and continue"));
    await waitFor(() => expect(sessionStorage).toHaveLength(1));
    const kept = { ...sessionStorage } as Record<string, string>;
    cleanup();

    await open(aSignedInUser({ sub: "bob-id" }));
    await rows();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(sessionStorage).toHaveLength(0);
    cleanup();

    for (const [key, value] of Object.entries(kept)) {
      const stored = JSON.parse(value) as { savedAt: number };
      sessionStorage.setItem(key, JSON.stringify({ ...stored, savedAt: stored.savedAt - 16 * 60 * 1000 }));
    }
    await open();
    await rows();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});

describe("the secret (A2)", () => {
  async function openSecret() {
    const { router } = await open();
    const user = await openCreateDialog();
    await fillIn(user);
    await confirmCreate(user);
    await screen.findByRole("textbox", { name: "API token" });
    return { user, router };
  }

  it("is closed by its button only", async () => {
    const { user, router } = await openSecret();
    expect(screen.getByText("The token is shown only now")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Close" })).not.toBeInTheDocument();
    await user.keyboard("{Escape}");
    const backdrop = document.querySelector<HTMLElement>(".pf-v5-c-backdrop");
    expect(backdrop).not.toBeNull();
    await user.click(backdrop as HTMLElement);
    await router.navigate("/elsewhere");
    expect(screen.getByRole("textbox", { name: "API token" })).toHaveValue(SECRET);
    const leaving = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await expectAccessible();

    await user.click(button("I have stored it"));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(document.body.innerHTML).not.toContain(SECRET);
    expect(button("Create token")).toHaveFocus();
  });

  it("is nowhere but in the dialog", async () => {
    const log = vi.spyOn(globalThis.console, "log");
    await openSecret();
    expect(traces()).not.toContain(SECRET);
    expect(JSON.stringify(log.mock.calls)).not.toContain(SECRET);
  });

  it("is copied with a word about it", async () => {
    const { user } = await openSecret();
    await user.click(button("Copy API token"));
    expect(await screen.findByText("Copied to the clipboard.")).toBeInTheDocument();
    expect(await navigator.clipboard.readText()).toBe(SECRET);
  });

  it("can be copied by hand where the browser has no clipboard", async () => {
    const { user } = await openSecret();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("denied", "NotAllowedError"));
    await user.click(button("Copy API token"));
    expect(await screen.findByText(/copy it by hand/)).toBeInTheDocument();
  });
});

describe("renewing a token (A4)", () => {
  it("says how long the old one works and shows the new one", async () => {
    await open();
    const user = await openMenuOf("ci-runner", "Renew");
    await screen.findByText(/at most 24 hours/);
    await expectAccessible();
    await user.selectOptions(screen.getByRole("combobox", { name: "Validity" }), "1");
    await user.click(within(dialog()).getByRole("button", { name: "Renew" }));
    expect(await screen.findByRole("textbox", { name: "API token" })).toHaveValue(SECRET);
    expect(server.to("POST /id-ci-runner/renew").map(({ body }) => body)).toEqual([{ validityMonths: 1 }]);
    await user.click(button("I have stored it"));
    expect(button("Actions for ci-runner")).toHaveFocus();
  });

  it.each([
    ["token_revoked", undefined, /has been revoked and cannot be renewed/],
    ["not_found", undefined, /does not exist any more/],
    ["role_not_held", "role", /do not hold the role of this token any more/],
    ["invalid_request", "validityMonths", /This validity is not allowed/],
    ["server_error", undefined, /was not renewed/],
  ])("explains %s", async (error, field, text) => {
    await open();
    const user = await openMenuOf("ci-runner", "Renew");
    await screen.findByRole("combobox", { name: "Validity" });
    server.answerNext("POST /id-ci-runner/renew", { status: 409, body: { error, field } });
    await user.click(within(dialog()).getByRole("button", { name: "Renew" }));
    expect(await screen.findByText(text)).toBeInTheDocument();
  });
});

describe("revoking a token (A4)", () => {
  it("names the token and the consequence, then removes it from the list with a message", async () => {
    await open();
    const user = await openMenuOf("ci-runner", "Revoke");
    expect(screen.getByText(/Programs that use ci-runner stop working at once/)).toBeInTheDocument();
    await expectAccessible();
    await user.click(within(dialog()).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("ci-runner was revoked.")).toBeInTheDocument();
    expect(server.to("DELETE /id-ci-runner")).toHaveLength(1);
    expect(await screen.findByText("No API tokens in use")).toBeInTheDocument();
    expect(button("Create token")).toHaveFocus();
  });

  it("gives the focus back to the token's menu when it is cancelled, and revokes nothing", async () => {
    await open();
    const user = await openMenuOf("ci-runner", "Revoke");
    await user.click(button("Cancel"));
    expect(button("Actions for ci-runner")).toHaveFocus();
    expect(server.to("DELETE /id-ci-runner")).toHaveLength(0);
  });

  it("says that the token still works when it could not be revoked", async () => {
    await open();
    const user = await openMenuOf("ci-runner", "Revoke");
    server.answerNext("DELETE /id-ci-runner", { status: 500, body: { error: "server_error" } });
    await user.click(within(dialog()).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText(/was not revoked and still works/)).toBeInTheDocument();
    await user.click(within(dialog()).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("ci-runner was revoked.")).toBeInTheDocument();
  });
});
