import "@patternfly/react-core/dist/styles/base.css";
import "@patternfly/patternfly/patternfly-addons.css";
import "@keycloak/keycloak-account-ui.css";
import "./console.css";

import { KeycloakProvider } from "@keycloak/keycloak-account-ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { readEnvironment } from "./environment";
import { startTranslations } from "./i18n/i18n";
import { Root } from "./root/Root";

const container = document.getElementById("app");
if (!container) {
  throw new Error("The page has no element with the id app.");
}
const environment = readEnvironment();
await startTranslations(environment);

createRoot(container).render(
  <StrictMode>
    <KeycloakProvider environment={environment}>
      <Root />
    </KeycloakProvider>
  </StrictMode>,
);
