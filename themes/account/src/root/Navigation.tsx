import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import {
  Nav,
  NavExpandable,
  NavItem,
  NavList,
  PageContext,
  PageSidebar,
  PageSidebarBody,
} from "@patternfly/react-core";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation } from "react-router-dom";

import { isGroup, type ContentItem, type GroupItem, type PageItem } from "./content";
import { fullPath } from "./paths";

/** From this width on, in pixels, PatternFly shows the navigation beside the page and not above it. */
const SIDEBAR_BESIDE_PAGE = 1200;

/** The navigation at the left. On narrow screens PatternFly hides it behind the button in the header. */
export const Navigation = ({ content }: { content: ContentItem[] }) => {
  const { t } = useTranslation();
  return (
    <PageSidebar>
      <PageSidebarBody>
        <Nav aria-label={t("gatehouseNavigation")}>
          <NavList>
            {content.map((item) =>
              isGroup(item) ? <Group key={item.label} group={item} /> : <PageLink key={item.path} page={item} />,
            )}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
};

function useIsCurrent() {
  const { environment } = useEnvironment<AccountEnvironment>();
  const { pathname } = useLocation();
  const current = decodeURIComponent(pathname).replace(/\/+$/, "");
  return (path: string) => fullPath(environment.baseUrl, path).replace(/\/+$/, "") === current;
}

const Group = ({ group }: { group: GroupItem }) => {
  const { t } = useTranslation();
  const isCurrent = useIsCurrent();
  return (
    <NavExpandable
      title={t(group.label)}
      isExpanded
      isActive={group.children.some(({ path }) => isCurrent(path))}
      data-testid={group.label}
    >
      {group.children.map((page) => (
        <PageLink key={page.path} page={page} />
      ))}
    </NavExpandable>
  );
};

const PageLink = ({ page }: { page: PageItem }) => {
  const { t } = useTranslation();
  const { environment } = useEnvironment<AccountEnvironment>();
  const { search } = useLocation();
  const isActive = useIsCurrent()(page.path);
  const { isSidebarOpen, onSidebarToggle } = useContext(PageContext);
  const closeWhereItCoversThePage = () => {
    if (isSidebarOpen && window.innerWidth < SIDEBAR_BESIDE_PAGE) {
      onSidebarToggle();
    }
  };
  return (
    <NavItem itemId={page.path} isActive={isActive} onClick={closeWhereItCoversThePage}>
      <NavLink
        to={{ pathname: fullPath(environment.baseUrl, page.path), search }}
        end
        className={isActive ? "pf-m-current" : ""}
        data-testid={page.path}
      >
        {t(page.label)}
      </NavLink>
    </NavItem>
  );
};
