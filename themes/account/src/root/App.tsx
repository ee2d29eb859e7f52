import { KeycloakProvider, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useState } from "react";

import { takeSignedOut } from "../automatic-logout/leave";
import { SignedOut } from "../automatic-logout/SignedOut";
import { Root } from "./Root";

/** The console, for whoever is signed in; the provider leads everybody else to the sign-in page. */
export const App = ({ environment }: { environment: AccountEnvironment }) => {
  const [limit, setLimit] = useState(takeSignedOut);
  return limit === undefined ? (
    <KeycloakProvider environment={environment}>
      <Root />
    </KeycloakProvider>
  ) : (
    <SignedOut limit={limit} onSignIn={() => setLimit(undefined)} />
  );
};
