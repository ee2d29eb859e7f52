import { routes as stockRoutes } from "@keycloak/keycloak-account-ui";
import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../test/accessibility";
import { aSignedInUser, renderInConsole } from "../test/console";
import { isGroup, pagesOf, visibleItems, type ContentItem } from "./content";
import { Header } from "./Header";
import { Navigation } from "./Navigation";
import { API_TOKENS_PATH, DEVICES_PATH, LOG_PATH, OVERVIEW_PATH, SECURITY_PATH, SESSIONS_PATH, SIGNING_IN_PATH } from "./paths";
import { replacedRoutes, routesFor } from "./routes";

const content = JSON.parse(readFileSync("public/content.json", "utf8")) as ContentItem[];
const everyFeature = new Proxy({}, { get: () => true }) as never;
const noFeature = {} as never;

describe("navigation", () => {
  it("has a page for every entry", () => {
    expect(routesFor(content).map(({ path }) => path)).toEqual(pagesOf(content).map(({ path }) => path));
  });

  it("leaves out no page of Keycloak's own console", () => {
    const stock = stockRoutes.map(({ path }) => path).filter((path) => path !== "content/:componentId");
    const replaced = replacedRoutes.map(({ path }) => path);
    expect([...pagesOf(content).map(({ path }) => path), ...replaced]).toEqual(expect.arrayContaining(stock));
  });

  it.each([
    ["account-security/signing-in", SIGNING_IN_PATH],
    ["account-security/device-activity", SESSIONS_PATH],
  ])("leads from the address %s of Keycloak to the page that took its place", async (old, path) => {
    const router = createMemoryRouter([{ path: "/realms/acme/account/", children: [...replacedRoutes, { path: "*", element: <p /> }] }], {
      initialEntries: [`/realms/acme/account/${old}`],
    });
    render(<RouterProvider router={router} />);
    await waitFor(() => expect(router.state.location.pathname).toBe(`/realms/acme/account/${path}`));
  });

  it("hides what the realm has switched off", () => {
    expect(visibleItems(content, { features: everyFeature })).toEqual(content);
    expect(visibleItems(content, { features: noFeature }).map(({ label }) => label)).toEqual([
      "personalInfo",
      "gatehouseNavAccountSecurity",
    ]);
  });

  it("shows our pages in the group Account security", async () => {
    await renderInConsole(<Navigation content={content} />);
    const navigation = within(screen.getByRole("navigation", { name: "Navigation" }));
    expect(navigation.getByRole("button", { name: "Account security" })).toHaveAttribute("aria-expanded", "true");
    for (const [name, path] of [
      ["Overview", OVERVIEW_PATH],
      ["Signing in", SIGNING_IN_PATH],
      ["Sessions", SESSIONS_PATH],
      ["Remembered devices", DEVICES_PATH],
      ["API tokens", API_TOKENS_PATH],
      ["Security log", LOG_PATH],
    ] as const) {
      expect(navigation.getByRole("link", { name })).toHaveAttribute("href", `/realms/acme/account/${path}`);
    }
    expect(content.filter(isGroup)).toHaveLength(1);
    await expectAccessible();
  });
});

describe("the user's menu", () => {
  it("leads to the security pages and out", async () => {
    const user = aSignedInUser();
    const { router } = await renderInConsole(<Header />, user);
    const browser = userEvent.setup();
    await browser.click(screen.getByRole("button", { name: "Alice Adams" }));
    await expectAccessible();
    await browser.click(await screen.findByRole("menuitem", { name: "Security" }));
    expect(router.state.location.pathname).toBe(`/realms/acme/account/${SECURITY_PATH}`);

    await browser.click(screen.getByRole("button", { name: "Alice Adams" }));
    await browser.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    expect(user.logout).toHaveBeenCalledOnce();
  });
});
