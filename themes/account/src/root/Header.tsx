import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import {
  Avatar,
  Button,
  Dropdown,
  DropdownItem,
  DropdownList,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadMain,
  MastheadToggle,
  MenuToggle,
  PageToggleButton,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from "@patternfly/react-core";
import { BarsIcon, EllipsisVIcon, ExternalLinkSquareAltIcon } from "@patternfly/react-icons";
import defaultAvatar from "@patternfly/react-core/dist/styles/assets/images/img_avatar-light.svg";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useHref, useNavigate } from "react-router-dom";

import { joinPath } from "../api/joinPath";
import { localizedText } from "../i18n/localizedText";
import { fullPath, SECURITY_PATH } from "./paths";

/** The bar on top. account-ui has one too, but nothing can be added to the menu of that one. */
export const Header = () => {
  const { environment, keycloak } = useEnvironment<AccountEnvironment>();
  const { t } = useTranslation();
  const logoUrl = environment.logoUrl || "/";
  const internalHref = useHref(logoUrl);
  const person = (keycloak.idTokenParsed ?? {}) as Person;

  return (
    <Masthead data-testid="page-header">
      <MastheadToggle>
        <PageToggleButton variant="plain" aria-label={t("gatehouseNavigation")}>
          <BarsIcon />
        </PageToggleButton>
      </MastheadToggle>
      <MastheadMain>
        <MastheadBrand href={logoUrl.startsWith("/") ? internalHref : logoUrl}>
          <img
            src={joinPath(environment.resourceUrl, environment.logo || "logo.svg")}
            alt={t("logo")}
            className="gatehouse-brand"
          />
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isFullHeight isStatic inset={{ default: "insetNone" }}>
          <ToolbarContent>
            <ToolbarGroup align={{ default: "alignRight" }} variant="icon-button-group">
              {environment.referrerUrl && (
                <ToolbarItem>
                  <Button
                    component="a"
                    href={environment.referrerUrl.replace("_hash_", "#")}
                    variant="link"
                    isInline
                    icon={<ExternalLinkSquareAltIcon />}
                    iconPosition="right"
                    data-testid="referrer-link"
                  >
                    {t("backTo", { app: localizedText(t, environment.referrerName) || environment.referrerUrl })}
                  </Button>
                </ToolbarItem>
              )}
              <ToolbarItem visibility={{ default: "hidden", md: "visible" }}>
                <UserMenu name={nameOf(t, person)} />
              </ToolbarItem>
              <ToolbarItem visibility={{ md: "hidden" }}>
                <UserMenu name={nameOf(t, person)} isKebab />
              </ToolbarItem>
              <ToolbarItem>
                <Avatar src={person.picture ?? defaultAvatar} alt="" size="md" />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
};

type Person = { given_name?: string; family_name?: string; preferred_username?: string; picture?: string };

const nameOf = (t: TFunction, { given_name: givenName, family_name: familyName, preferred_username: userName }: Person) =>
  givenName && familyName
    ? t("fullName", { givenName, familyName })
    : givenName || familyName || userName || t("unknownUser");

const UserMenu = ({ name, isKebab = false }: { name: string; isKebab?: boolean }) => {
  const { environment, keycloak } = useEnvironment<AccountEnvironment>();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const security = fullPath(environment.baseUrl, SECURITY_PATH);

  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      onSelect={() => setIsOpen(false)}
      popperProps={{ position: "right" }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant={isKebab ? "plain" : "plainText"}
          isExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          {...(isKebab ? { "aria-label": t("gatehouseUserMenu", { name }) } : {})}
          data-testid={isKebab ? "options-kebab-toggle" : "options-toggle"}
        >
          {isKebab ? <EllipsisVIcon /> : name}
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem key="security" onClick={() => void navigate(security)}>
          {t("gatehouseSecurity")}
        </DropdownItem>
        <DropdownItem key="sign-out" onClick={() => void keycloak.logout()}>
          {t("signOut")}
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
};
