import { FormSelect, FormSelectOption, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { CATEGORIES } from "./logWords";

/** How far back the list goes, in days; 0 = as far as there are entries. */
export const TIMES: Record<number, string> = {
  0: "gatehouseLogAnyTime",
  1: "gatehouseLogLastDay",
  7: "gatehouseLogLastWeek",
  30: "gatehouseLogLastMonth",
  90: "gatehouseLogLastQuarter",
};

/** Which entries are shown; an empty category means all. */
export type Choice = { category: string; days: number };

type LogFiltersProps = { choice: Choice; onChoose: (choice: Choice) => void };

export const LogFilters = ({ choice, onChoose }: LogFiltersProps) => {
  const { t } = useTranslation();
  return (
    <Toolbar inset={{ default: "insetNone" }} className="gatehouse-log-filters pf-v5-u-pt-0">
      <ToolbarContent>
        <ToolbarItem className="gatehouse-log-filter">
          <FormSelect
            aria-label={t("gatehouseLogFilterCategory")}
            value={choice.category}
            onChange={(_event, category) => onChoose({ ...choice, category })}
          >
            <FormSelectOption value="" label={t("gatehouseLogAllEvents")} />
            {Object.entries(CATEGORIES).map(([category, label]) => (
              <FormSelectOption key={category} value={category} label={t(label)} />
            ))}
          </FormSelect>
        </ToolbarItem>
        <ToolbarItem className="gatehouse-log-filter">
          <FormSelect
            aria-label={t("gatehouseLogFilterTime")}
            value={choice.days}
            onChange={(_event, days) => onChoose({ ...choice, days: Number(days) })}
          >
            {Object.entries(TIMES).map(([days, label]) => (
              <FormSelectOption key={days} value={days} label={t(label)} />
            ))}
          </FormSelect>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
};
