import { routes as stockRoutes } from "@keycloak/keycloak-account-ui";
import type { RouteObject } from "react-router-dom";

import { ApiTokensPage } from "../security/api-tokens/ApiTokensPage";
import { pagesOf, type ContentItem } from "./content";
import { API_TOKENS_PATH } from "./paths";

const ownRoutes: RouteObject[] = [{ path: API_TOKENS_PATH, element: <ApiTokensPage /> }];

/** The routes of the pages in the navigation: ours first, then Keycloak's own. */
export function routesFor(content: ContentItem[]): RouteObject[] {
  return pagesOf(content).flatMap(({ path }) => {
    const route = [...ownRoutes, ...stockRoutes].find((candidate) => candidate.path === path);
    return route ? [{ path, element: route.element }] : [];
  });
}
