import type { AccountEnvironment } from "@keycloak/keycloak-account-ui";

/** What the server wrote into the page: addresses, realm, language and switches. */
export function readEnvironment(): AccountEnvironment {
  const json = document.getElementById("environment")?.textContent;
  if (!json) {
    throw new Error("The page has no element with the id environment: it was not rendered by the account console.");
  }
  return JSON.parse(json) as AccountEnvironment;
}
