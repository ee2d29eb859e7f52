import { Page, useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { listLog } from "../../api/securityLog";
import { useLoaded } from "../../api/useLoaded";
import { collectPage } from "../../ui/listPages";
import { ListPager } from "../../ui/ListPager";
import { LoadFailed } from "../../ui/LoadFailed";
import { LogFilters, type Choice } from "./LogFilters";
import { LogTable, LogTableSkeleton } from "./LogTable";
import { NoEntries } from "./NoEntries";

const SKELETON_ROWS = 8;
const DAY = 24 * 60 * 60 * 1000;
const EVERYTHING: Choice = { category: "", days: 0 };

/** `from` is fixed when the choice is made: every page is a part of the same list. */
type Query = { choice: Choice; from: string | undefined; starts: number[] };

const firstPage = (choice: Choice): Query => ({
  choice,
  from: choice.days === 0 ? undefined : new Date(Date.now() - choice.days * DAY).toISOString(),
  starts: [0],
});

export const LogPage = () => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const [query, setQuery] = useState(() => firstPage(EVERYTHING));
  const { choice, from, starts } = query;
  const start = starts.at(-1) ?? 0;

  const [list, reload] = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        collectPage(
          (first, max) => listLog(console, { category: choice.category || undefined, from }, first, max, signal),
          start,
        ),
      [console, choice.category, from, start],
    ),
  );
  const page = list.state === "ready" ? list.value : undefined;
  const isFiltered = choice.category !== "" || choice.days !== 0;

  return (
    <Page title={t("gatehouseLog")} description={t("gatehouseLogDescription")}>
      <LogFilters choice={choice} onChoose={(next) => setQuery(firstPage(next))} />
      {list.state === "loading" && <LogTableSkeleton rows={SKELETON_ROWS} />}
      {list.state === "failed" && <LoadFailed title={t("gatehouseLogLoadFailed")} onRetry={reload} />}
      {page?.rows.length === 0 && (
        <NoEntries onShowAll={isFiltered ? () => setQuery(firstPage(EVERYTHING)) : undefined} />
      )}
      {page && page.rows.length > 0 && (
        <>
          <LogTable entries={page.rows} />
          <ListPager
            label={t("gatehouseLogPages")}
            starts={starts}
            next={page.next}
            onShow={(next) => setQuery({ ...query, starts: next })}
          />
        </>
      )}
    </Page>
  );
};
