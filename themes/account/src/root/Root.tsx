import { useAccountAlerts, useEnvironment, usePromise, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Bullseye, Page, Spinner } from "@patternfly/react-core";
import { Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter, Navigate, Outlet, RouterProvider } from "react-router-dom";

import { AutomaticLogout } from "../automatic-logout/AutomaticLogout";
import { loadContent, type ContentItem } from "./content";
import { Header } from "./Header";
import { Navigation } from "./Navigation";
import { basePath } from "./paths";
import { replacedRoutes, routesFor } from "./routes";
import { UnexpectedError } from "./UnexpectedError";

/** Frame and routes of the console. account-ui has one too, but does not export it. */
export const Root = () => {
  const console = useEnvironment<AccountEnvironment>();
  const [content, setContent] = useState<ContentItem[]>();
  usePromise((signal) => loadContent(console, signal), setContent);

  const router = useMemo(
    () =>
      content &&
      createBrowserRouter([
        {
          path: `${basePath(console.environment.baseUrl)}/`,
          element: <Frame content={content} />,
          errorElement: <UnexpectedError />,
          children: [...routesFor(content), ...replacedRoutes, { path: "*", element: <PageNotFound /> }],
        },
      ]),
    [content, console.environment.baseUrl],
  );

  return <AutomaticLogout>{router ? <RouterProvider router={router} /> : <Loading />}</AutomaticLogout>;
};

const Frame = ({ content }: { content: ContentItem[] }) => {
  const { t } = useTranslation();
  return (
    <Page
      header={<Header />}
      sidebar={<Navigation content={content} />}
      isManagedSidebar
      mainContainerId="gatehouse-main"
      mainAriaLabel={t("gatehouseMainContent")}
    >
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Page>
  );
};

const Loading = () => {
  const { t } = useTranslation();
  return (
    <Bullseye>
      <Spinner aria-label={t("gatehouseLoading")} />
    </Bullseye>
  );
};

const PageNotFound = () => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  useEffect(() => {
    addAlert(t("pageNotFound"), "warning" as Parameters<typeof addAlert>[1]);
  }, [addAlert, t]);
  return <Navigate to=".." replace />;
};
