import { routes as stockRoutes } from "@keycloak/keycloak-account-ui";
import { Navigate, type RouteObject } from "react-router-dom";

import { ApiTokensPage } from "../security/api-tokens/ApiTokensPage";
import { DevicesPage } from "../security/devices/DevicesPage";
import { LogPage } from "../security/log/LogPage";
import { OverviewPage } from "../security/overview/OverviewPage";
import { SessionsPage } from "../security/sessions/SessionsPage";
import { SigningInPage } from "../security/signing-in/SigningInPage";
import { pagesOf, type ContentItem } from "./content";
import { API_TOKENS_PATH, DEVICES_PATH, LOG_PATH, OVERVIEW_PATH, SESSIONS_PATH, SIGNING_IN_PATH } from "./paths";

const ownRoutes: RouteObject[] = [
  { path: OVERVIEW_PATH, element: <OverviewPage /> },
  { path: SIGNING_IN_PATH, element: <SigningInPage /> },
  { path: SESSIONS_PATH, element: <SessionsPage /> },
  { path: DEVICES_PATH, element: <DevicesPage /> },
  { path: API_TOKENS_PATH, element: <ApiTokensPage /> },
  { path: LOG_PATH, element: <LogPage /> },
];

/** Addresses of Keycloak's pages in whose place ours are, for bookmarks and links in mails. */
const REPLACED: Record<string, string> = {
  "account-security/signing-in": SIGNING_IN_PATH,
  "account-security/device-activity": SESSIONS_PATH,
};

export const replacedRoutes: RouteObject[] = Object.entries(REPLACED).map(([path, ours]) => ({
  path,
  element: <Navigate to={`../${ours}`} replace />,
}));

/** The routes of the pages in the navigation: ours first, then Keycloak's own. */
export function routesFor(content: ContentItem[]): RouteObject[] {
  return pagesOf(content).flatMap(({ path }) => {
    const route = [...ownRoutes, ...stockRoutes].find((candidate) => candidate.path === path);
    return route ? [{ path, element: route.element }] : [];
  });
}
