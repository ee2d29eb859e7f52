import type { AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { createInstance } from "i18next";
import FetchBackend from "i18next-fetch-backend";
import { initReactI18next } from "react-i18next";

import { joinPath } from "../api/joinPath";

type Message = { key: string; value: string };

/** Takes all texts from the server, where theme, parent theme and realm have been merged. */
export async function startTranslations(environment: AccountEnvironment) {
  const i18n = createInstance();
  // Stock pages announce that the user chose another language.
  window.addEventListener("languageChanged", (event) => {
    void i18n.changeLanguage((event as CustomEvent<{ language: string }>).detail.language);
  });
  await i18n
    .use(FetchBackend)
    .use(initReactI18next)
    .init({
      lng: environment.locale,
      fallbackLng: "en",
      nsSeparator: false,
      interpolation: { escapeValue: false },
      backend: {
        loadPath: joinPath(environment.serverBaseUrl, `resources/${environment.realm}/account/{{lng}}`),
        parse: (data: string) =>
          Object.fromEntries((JSON.parse(data) as Message[]).map(({ key, value }) => [key, value])),
      },
    });
}
