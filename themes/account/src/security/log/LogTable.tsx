import { Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { LogEntry } from "../../api/securityLog";
import { localizedText } from "../../i18n/localizedText";
import { formatRelative } from "../../ui/dates";
import { TableSkeleton } from "../../ui/TableSkeleton";
import { Time } from "../../ui/Time";
import { actorOf, sentenceOf, subjectOf } from "./logWords";

const COLUMNS = ["gatehouseLogWhat", "gatehouseLogWhen", "gatehouseLogWhere", "gatehouseLogApplication"];

export const LogTable = ({ entries }: { entries: LogEntry[] }) => {
  const { t, i18n } = useTranslation();
  return (
    <Table aria-label={t("gatehouseLog")} role="table" variant="compact" gridBreakPoint="grid-md">
      <Head />
      <Tbody>
        {/* On narrow screens each cell is a grid: what is to stay together there needs a box around it. */}
        {entries.map((entry) => (
          <Tr key={entry.id}>
            <Td dataLabel={t("gatehouseLogWhat")} modifier="breakWord">
              <What entry={entry} />
            </Td>
            <Td dataLabel={t("gatehouseLogWhen")}>
              <span className="gatehouse-nowrap">
                <Time time={entry.at} text={formatRelative(entry.at, i18n.language)} />
              </span>
            </Td>
            <Td dataLabel={t("gatehouseLogWhere")}>
              <Where entry={entry} />
            </Td>
            <Td dataLabel={t("gatehouseLogApplication")} modifier="breakWord">
              {localizedText(t, entry.clientName) || entry.client || "–"}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

const What = ({ entry }: { entry: LogEntry }) => {
  const { t } = useTranslation();
  const subject = subjectOf(entry);
  const actor = actorOf(t, entry);
  return (
    <div>
      {sentenceOf(t, entry)} <OutcomeLabel entry={entry} />
      {subject && <div className="gatehouse-detail">{subject}</div>}
      {actor && <div className="gatehouse-detail">{actor}</div>}
    </div>
  );
};

const OutcomeLabel = ({ entry: { outcome, currentSession } }: { entry: LogEntry }) => {
  const { t } = useTranslation();
  if (outcome === "alarm") {
    return (
      <Label isCompact color="red">
        {t("gatehouseLogOutcomeAlarm")}
      </Label>
    );
  }
  if (outcome === "failure") {
    return (
      <Label isCompact color="orange">
        {t("gatehouseLogOutcomeFailure")}
      </Label>
    );
  }
  return currentSession ? (
    <Label isCompact color="blue">
      {t("gatehouseLogThisSession")}
    </Label>
  ) : null;
};

const Where = ({ entry: { browser, system, address } }: { entry: LogEntry }) => {
  const { t } = useTranslation();
  const name = browser && system ? t("gatehouseBrowserOnSystem", { browser, system }) : (browser ?? system);
  if (!name && !address) {
    return <>–</>;
  }
  return (
    <div>
      {name && <div>{name}</div>}
      {address && <div className="gatehouse-address gatehouse-detail">{address}</div>}
    </div>
  );
};

const Head = () => {
  const { t } = useTranslation();
  return (
    <Thead>
      <Tr>
        {COLUMNS.map((column, index) => (
          <Th key={column} modifier="wrap" {...(index === 0 ? { width: 40 as const } : {})}>
            {t(column)}
          </Th>
        ))}
      </Tr>
    </Thead>
  );
};

export const LogTableSkeleton = ({ rows }: { rows: number }) => (
  <TableSkeleton head={<Head />} columns={COLUMNS} rows={rows} />
);
