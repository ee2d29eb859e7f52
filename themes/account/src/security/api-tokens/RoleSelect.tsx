import {
  Button,
  MenuToggle,
  Select,
  SelectList,
  SelectOption,
  TextInputGroup,
  TextInputGroupMain,
  TextInputGroupUtilities,
  type MenuToggleElement,
} from "@patternfly/react-core";
import { TimesIcon } from "@patternfly/react-icons";
import { useRef, useState, type KeyboardEvent, type Ref } from "react";
import { useTranslation } from "react-i18next";

import type { TokenRole } from "../../api/apiTokens";
import { localizedText } from "../../i18n/localizedText";
import { helpId } from "../../ui/Field";
import { dialogAround } from "./menus";

/** From how many roles on the list can be searched. */
const TYPEAHEAD_ABOVE = 10;

type RoleSelectProps = {
  id: string;
  roles: TokenRole[];
  value: string;
  isInvalid: boolean;
  onChange: (role: string) => void;
};

export const RoleSelect = (props: RoleSelectProps) =>
  props.roles.length > TYPEAHEAD_ABOVE ? <SearchableRoleSelect {...props} /> : <PlainRoleSelect {...props} />;

const PlainRoleSelect = ({ id, roles, value, isInvalid, onChange }: RoleSelectProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const shown = value || t("gatehouseTokenRoleChoose");
  return (
    <div ref={anchor}>
      <Select
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        selected={value}
        onSelect={(_event, role) => {
          onChange(String(role));
          setIsOpen(false);
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
            aria-label={`${t("gatehouseTokenRole")}: ${shown}`}
            aria-describedby={helpId(id)}
            {...(isInvalid ? { status: "danger" } : {})}
          >
            {shown}
          </MenuToggle>
        )}
      >
        <SelectList aria-label={t("gatehouseTokenRole")}>
          {roles.map(({ role, description }) => (
            <SelectOption key={role} value={role} description={localizedText(t, description)}>
              {role}
            </SelectOption>
          ))}
        </SelectList>
      </Select>
    </div>
  );
};

const SearchableRoleSelect = ({ id, roles, value, isInvalid, onChange }: RoleSelectProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const anchor = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = `${id}-list`;
  const optionId = (index: number) => `${id}-option-${index}`;

  const wanted = (typed ?? "").toLocaleLowerCase();
  const found = roles.filter((candidate) =>
    `${candidate.role} ${localizedText(t, candidate.description)}`.toLocaleLowerCase().includes(wanted),
  );

  const close = () => {
    setIsOpen(false);
    setTyped(undefined);
  };
  const open = () => {
    setIsOpen(true);
    setActive(0);
  };
  const choose = (role: string) => {
    onChange(role);
    close();
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const role = found[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) {
        open();
      } else if (found.length) {
        setActive((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
      }
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      if (role) {
        choose(role.role);
      }
    } else if (event.key === "Tab") {
      close();
    }
  };

  return (
    <div ref={anchor}>
      <Select
        // Else PatternFly moves the focus into the list on the arrow keys, and typing ends.
        variant="typeahead"
        isOpen={isOpen}
        onOpenChange={(open) => (open ? setIsOpen(true) : close())}
        selected={value}
        onSelect={(_event, role) => role !== undefined && choose(String(role))}
        isScrollable
        popperProps={{ appendTo: () => dialogAround(anchor.current) }}
        toggle={(ref: Ref<MenuToggleElement>) => (
          <MenuToggle
            ref={ref}
            variant="typeahead"
            isFullWidth
            isExpanded={isOpen}
            onClick={() => (isOpen ? close() : open())}
            aria-label={t("gatehouseTokenRoleShowAll")}
            {...(isInvalid ? { status: "danger" } : {})}
          >
            <TextInputGroup isPlain>
              <TextInputGroupMain
                innerRef={input}
                inputId={id}
                value={typed ?? value}
                placeholder={t("gatehouseTokenRoleChoose")}
                autoComplete="off"
                role="combobox"
                isExpanded={isOpen}
                aria-controls={listId}
                aria-label={t("gatehouseTokenRole")}
                {...(isOpen && found.length ? { "aria-activedescendant": optionId(active) } : {})}
                onClick={() => (isOpen ? undefined : open())}
                onChange={(_event, text) => {
                  setTyped(text);
                  open();
                }}
                onKeyDown={onKeyDown}
              />
              {value && (
                <TextInputGroupUtilities>
                  <Button
                    variant="plain"
                    aria-label={t("gatehouseTokenRoleClear")}
                    onClick={() => {
                      choose("");
                    }}
                  >
                    <TimesIcon aria-hidden />
                  </Button>
                </TextInputGroupUtilities>
              )}
            </TextInputGroup>
          </MenuToggle>
        )}
      >
        <SelectList id={listId} aria-label={t("gatehouseTokenRole")}>
          {found.map(({ role, description }, index) => (
            <SelectOption
              key={role}
              id={optionId(index)}
              value={role}
              description={localizedText(t, description)}
              isFocused={index === active}
            >
              {role}
            </SelectOption>
          ))}
          {found.length === 0 && <SelectOption isDisabled>{t("gatehouseTokenRoleNoneFound")}</SelectOption>}
        </SelectList>
      </Select>
    </div>
  );
};
