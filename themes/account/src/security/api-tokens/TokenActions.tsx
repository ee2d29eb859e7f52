import { Dropdown, DropdownItem, DropdownList, MenuToggle } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ApiToken } from "../../api/apiTokens";

/** Id of the button that opens a token's menu: the focus goes back there when a dialog closes. */
export const actionsId = (tokenId: string) => `token-actions-${tokenId}`;

type TokenActionsProps = { token: ApiToken; onRenew: () => void; onRevoke: () => void };

export const TokenActions = ({ token, onRenew, onRevoke }: TokenActionsProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      onSelect={() => setIsOpen(false)}
      popperProps={{ position: "right" }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          id={actionsId(token.id)}
          variant="plain"
          isExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          aria-label={t("gatehouseTokenActionsOf", { name: token.name })}
        >
          <EllipsisVIcon aria-hidden />
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem key="renew" onClick={onRenew}>
          {t("gatehouseTokenRenew")}
        </DropdownItem>
        <DropdownItem key="revoke" isDanger onClick={onRevoke}>
          {t("gatehouseTokenRevoke")}
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
};
