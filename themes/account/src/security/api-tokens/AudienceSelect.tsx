import { Badge, MenuToggle, Select, SelectList, SelectOption, type MenuToggleElement } from "@patternfly/react-core";
import { useRef, useState, type Ref } from "react";
import { useTranslation } from "react-i18next";

import type { Audience } from "../../api/apiTokens";
import { localizedText } from "../../i18n/localizedText";
import { helpId } from "../../ui/Field";
import { dialogAround } from "./menus";

type AudienceSelectProps = {
  id: string;
  audiences: Audience[];
  value: string[];
  onChange: (clientIds: string[]) => void;
};

/** The applications that may accept the token; none chosen means all. */
export const AudienceSelect = ({ id, audiences, value, onChange }: AudienceSelectProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const nameOf = ({ clientId, name }: Audience) => localizedText(t, name) || clientId;
  const shown =
    audiences
      .filter(({ clientId }) => value.includes(clientId))
      .map(nameOf)
      .join(", ") || t("gatehouseTokenAudienceAll");

  return (
    <div ref={anchor}>
      <Select
        role="menu"
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        onSelect={(_event, clientId) => {
          const id = String(clientId);
          onChange(value.includes(id) ? value.filter((other) => other !== id) : [...value, id]);
        }}
        isScrollable
        popperProps={{ appendTo: () => dialogAround(anchor.current) }}
        toggle={(ref: Ref<MenuToggleElement>) => (
          <MenuToggle
            ref={ref}
            id={id}
            isFullWidth
            isExpanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            aria-label={`${t("gatehouseTokenAudience")}: ${shown}`}
            aria-describedby={helpId(id)}
            {...(value.length ? { badge: <Badge isRead>{value.length}</Badge> } : {})}
          >
            {shown}
          </MenuToggle>
        )}
      >
        <SelectList aria-label={t("gatehouseTokenAudience")}>
          {audiences.map((audience) => (
            <SelectOption
              key={audience.clientId}
              hasCheckbox
              value={audience.clientId}
              isSelected={value.includes(audience.clientId)}
            >
              {nameOf(audience)}
            </SelectOption>
          ))}
        </SelectList>
      </Select>
    </div>
  );
};
