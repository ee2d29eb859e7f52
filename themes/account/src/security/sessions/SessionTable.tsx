import { Button } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { Session } from "../../api/sessions";
import { formatRelative } from "../../ui/dates";
import { TableSkeleton } from "../../ui/TableSkeleton";
import { Time } from "../../ui/Time";
import { SessionName } from "./SessionName";
import { applicationOf, nameOf, reasonOf } from "./sessionWords";

/** Id of the button that ends a session: the focus goes back there when its dialog closes. */
export const endSessionId = (id: string) => `end-session-${id}`;

const SHARED_COLUMNS = ["gatehouseSession", "gatehouseSessionApplication", "gatehouseSessionAddress", "gatehouseSessionStarted"];
const COLUMNS: Record<Session["state"], string[]> = {
  active: [...SHARED_COLUMNS, "gatehouseSessionLastActivity"],
  ended: [...SHARED_COLUMNS, "gatehouseSessionEnded"],
};

type SessionTableProps = {
  label: string;
  state: Session["state"];
  sessions: Session[];
  /** Left out where nothing can be ended. */
  onEnd?: (session: Session) => void;
};

export const SessionTable = ({ label, state, sessions, onEnd }: SessionTableProps) => {
  const { t } = useTranslation();
  return (
    <Table
      aria-label={label}
      role="table"
      variant="compact"
      gridBreakPoint="grid-md"
      className="gatehouse-sessions"
    >
      <Head state={state} hasActions={!!onEnd} />
      <Tbody>
        {/* On narrow screens each cell is a grid: what is to stay together there needs a box around it. */}
        {sessions.map((session) => (
          <Tr key={session.id}>
            <Td dataLabel={t("gatehouseSession")} modifier="breakWord">
              <SessionName session={session} />
            </Td>
            <Td dataLabel={t("gatehouseSessionApplication")} modifier="breakWord">
              {applicationOf(t, session)}
            </Td>
            <Td dataLabel={t("gatehouseSessionAddress")} modifier="breakWord">
              {session.address ? <span className="gatehouse-address">{session.address}</span> : t("gatehouseUnknown")}
            </Td>
            <Td dataLabel={t("gatehouseSessionStarted")}>
              <Moment time={session.startedAt} />
            </Td>
            {state === "active" ? (
              <Td dataLabel={t("gatehouseSessionLastActivity")}>
                <Moment time={session.lastActivityAt} />
              </Td>
            ) : (
              <Td dataLabel={t("gatehouseSessionEnded")}>
                <div>
                  <Moment time={session.endedAt} />
                  <div className="gatehouse-detail">{reasonOf(t, session)}</div>
                </div>
              </Td>
            )}
            {onEnd && (
              <Td isActionCell>
                {!session.current && (
                  <Button
                    id={endSessionId(session.id)}
                    variant="link"
                    isDanger
                    isInline
                    aria-label={t("gatehouseSessionEndNamed", { name: nameOf(t, session) })}
                    onClick={() => onEnd(session)}
                  >
                    {t("gatehouseSessionEnd")}
                  </Button>
                )}
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

const Moment = ({ time }: { time: string | null }) => {
  const { t, i18n } = useTranslation();
  return time ? <Time time={time} text={formatRelative(time, i18n.language)} /> : <>{t("gatehouseUnknown")}</>;
};

const Head = ({ state, hasActions }: { state: Session["state"]; hasActions: boolean }) => {
  const { t } = useTranslation();
  return (
    <Thead>
      <Tr>
        {COLUMNS[state].map((column) => (
          <Th key={column} modifier="wrap">
            {t(column)}
          </Th>
        ))}
        {hasActions && <Th screenReaderText={t("gatehouseSessionActions")} />}
      </Tr>
    </Thead>
  );
};

export const SessionTableSkeleton = ({ state, rows }: { state: Session["state"]; rows: number }) => (
  <TableSkeleton head={<Head state={state} hasActions={false} />} columns={COLUMNS[state]} rows={rows} />
);
