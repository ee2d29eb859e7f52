import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import type { ReactNode } from "react";
import { Link, useLocation } from "react-router-dom";

import { fullPath } from "../../root/paths";

/** A link to another page of the console. */
export const PageLink = ({ path, children }: { path: string; children: ReactNode }) => {
  const { environment } = useEnvironment<AccountEnvironment>();
  const { search } = useLocation();
  return <Link to={{ pathname: fullPath(environment.baseUrl, path), search }}>{children}</Link>;
};
