import { KeycloakProvider, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { render } from "@testing-library/react";
import { createInstance } from "i18next";
import type { ComponentProps, ReactElement } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { vi } from "vitest";

import { messagesOf } from "./messageFiles";

type Adapter = NonNullable<ComponentProps<typeof KeycloakProvider>["keycloak"]>;

export const environment = {
  serverBaseUrl: "http://localhost:3000",
  realm: "acme",
  clientId: "account-console",
  resourceUrl: "/resources/abcde/account/gatehouse",
  logo: "",
  logoUrl: "",
  baseUrl: "http://localhost:3000/realms/acme/account/",
  locale: "en",
  features: {},
} as unknown as AccountEnvironment;

/** A signed-in user; `signedInSecondsAgo` decides whether a fresh sign-in is needed. */
export function aSignedInUser({ signedInSecondsAgo = 10, sub = "alice-id" } = {}) {
  return {
    token: "access-token",
    tokenParsed: { sub, auth_time: Math.floor(Date.now() / 1000) - signedInSecondsAgo },
    idTokenParsed: { given_name: "Alice", family_name: "Adams" },
    timeSkew: 0,
    updateToken: vi.fn(async () => true),
    // The browser leaves the page: the promise never settles.
    login: vi.fn(() => new Promise<void>(() => undefined)),
    logout: vi.fn(async () => undefined),
  };
}

const stockMessages = {
  cancel: "Cancel",
  close: "Close",
  signOut: "Sign out",
  fullName: "{{givenName}} {{familyName}}",
  logo: "Logo",
  "role_offline-access": "Offline access",
};

/** Renders a page as the console does: translations, adapter, alerts and router around it. */
export async function renderInConsole(page: ReactElement, user = aSignedInUser()) {
  const i18n = createInstance();
  await i18n.use(initReactI18next).init({
    lng: "en",
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: { ...stockMessages, ...Object.fromEntries(messagesOf("en")) } } },
  });
  const router = createMemoryRouter([{ path: "*", element: page }]);
  const result = render(
    <I18nextProvider i18n={i18n}>
      <KeycloakProvider environment={environment} keycloak={user as unknown as Adapter}>
        <RouterProvider router={router} />
      </KeycloakProvider>
    </I18nextProvider>,
  );
  return { ...result, user, router };
}
