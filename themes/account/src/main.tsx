import "@patternfly/react-core/dist/styles/base.css";
import "@patternfly/patternfly/patternfly-addons.css";
import "@keycloak/keycloak-account-ui.css";
import "./console.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { readEnvironment } from "./environment";
import { startTranslations } from "./i18n/i18n";
import { App } from "./root/App";

const container = document.getElementById("app");
if (!container) {
  throw new Error("The page has no element with the id app.");
}
const environment = readEnvironment();
await startTranslations(environment);

createRoot(container).render(
  <StrictMode>
    <App environment={environment} />
  </StrictMode>,
);
