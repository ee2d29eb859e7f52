import { Page, useAccountAlerts, useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Button, Stack, StackItem, Title } from "@patternfly/react-core";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { endAllSessions, endOtherSessions, endSession, type Session } from "../../api/sessions";
import { ListPager } from "../../ui/ListPager";
import { LoadFailed } from "../../ui/LoadFailed";
import { formatDate } from "../../ui/dates";
import { AutomaticLogoutCard } from "./AutomaticLogoutCard";
import { EndDialog } from "./EndDialog";
import { SessionTable, SessionTableSkeleton, endSessionId } from "./SessionTable";
import { nameOf } from "./sessionWords";
import { useSessionPages } from "./useSessionPages";

const LIST_ID = "active-sessions";
const END_OTHERS_ID = "end-other-sessions";
const END_ALL_ID = "end-all-sessions";
const SKELETON_ROWS = 3;

type Dialog = { kind: "one"; session: Session } | { kind: "others" } | { kind: "all" };

export const SessionsPage = () => {
  const { t, i18n } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const { keycloak } = useEnvironment<AccountEnvironment>();
  const active = useSessionPages("active");
  const ended = useSessionPages("ended");
  const [dialog, setDialog] = useState<Dialog>();
  /** Id of what gets the focus when the dialog closes: what opened it, or the list where that is gone. */
  const opener = useRef<string>();

  const sessions = active.list.state === "ready" ? active.list.value.rows : [];
  const hasOthers = active.starts.length > 1 || sessions.some(({ current }) => !current);

  const open = (next: Dialog, openerId: string) => {
    opener.current = openerId;
    setDialog(next);
  };
  const close = useCallback(() => setDialog(undefined), []);

  useEffect(() => {
    if (!dialog && opener.current) {
      document.getElementById(opener.current)?.focus();
      opener.current = undefined;
    }
  }, [dialog]);

  const doneWith = (message: string) => {
    addAlert(message);
    opener.current = LIST_ID;
    close();
    active.restart();
    ended.restart();
  };

  return (
    <Page title={t("gatehouseSessions")} description={t("gatehouseSessionsDescription")}>
      <Stack hasGutter>
        <StackItem>
          <AutomaticLogoutCard />
        </StackItem>
        <StackItem>
          <List
            id={LIST_ID}
            title={t("gatehouseSessionsActive")}
            pages={active}
            actions={
              active.list.state === "ready" && (
                <>
                  {hasOthers && (
                    <Button
                      id={END_OTHERS_ID}
                      variant="secondary"
                      isDanger
                      onClick={() => open({ kind: "others" }, END_OTHERS_ID)}
                    >
                      {t("gatehouseSessionsEndOthers")}
                    </Button>
                  )}
                  <Button id={END_ALL_ID} variant="link" isDanger onClick={() => open({ kind: "all" }, END_ALL_ID)}>
                    {t("gatehouseSessionsEndAll")}
                  </Button>
                </>
              )
            }
            state="active"
            onEnd={(session) => open({ kind: "one", session }, endSessionId(session.id))}
          />
        </StackItem>
        <StackItem>
          <List id="completed-sessions" title={t("gatehouseSessionsEnded")} pages={ended} state="ended" />
        </StackItem>
      </Stack>
      {dialog?.kind === "one" && (
        <EndDialog
          title={t("gatehouseSessionEndTitle", { name: nameOf(t, dialog.session) })}
          verb={t("gatehouseSessionEnd")}
          failed={t("gatehouseSessionEndFailed", { name: nameOf(t, dialog.session) })}
          send={(console) => endSession(console, dialog.session.id)}
          onDone={() => doneWith(t("gatehouseSessionEndDone", { name: nameOf(t, dialog.session) }))}
          onClose={close}
        >
          {dialog.session.startedAt &&
            `${t("gatehouseSessionEndSince", { date: formatDate(dialog.session.startedAt, i18n.language) })} `}
          {t(dialog.session.offline ? "gatehouseSessionEndOfflineBody" : "gatehouseSessionEndBody")}
        </EndDialog>
      )}
      {dialog?.kind === "others" && (
        <EndDialog
          title={t("gatehouseSessionsEndOthersTitle")}
          verb={t("gatehouseSessionsEndOthersVerb")}
          failed={t("gatehouseSessionsEndFailed")}
          send={endOtherSessions}
          onDone={() => doneWith(t("gatehouseSessionsEndOthersDone"))}
          onClose={close}
        >
          {t("gatehouseSessionsEndOthersBody")}
        </EndDialog>
      )}
      {dialog?.kind === "all" && (
        <EndDialog
          title={t("gatehouseSessionsEndAllTitle")}
          verb={t("gatehouseSessionsEndAllVerb")}
          failed={t("gatehouseSessionsEndFailed")}
          send={endAllSessions}
          // This session has ended as well: there is nothing to show any more but the sign-in page.
          onDone={() => void keycloak.login()}
          onClose={close}
        >
          {t("gatehouseSessionsEndAllBody")}
        </EndDialog>
      )}
    </Page>
  );
};

type ListProps = {
  id: string;
  title: string;
  pages: ReturnType<typeof useSessionPages>;
  actions?: ReactNode;
  state: Session["state"];
  onEnd?: (session: Session) => void;
};

const List = ({ id, title, pages: { list, starts, show, reload }, actions, state, onEnd }: ListProps) => {
  const { t } = useTranslation();
  const titleId = `${id}-title`;
  return (
    <section id={id} tabIndex={-1} aria-labelledby={titleId} className="gatehouse-focus-target">
      <div className="gatehouse-list-head">
        <Title headingLevel="h2" size="lg" id={titleId}>
          {title}
        </Title>
        {actions && <div className="gatehouse-actions">{actions}</div>}
      </div>
      {list.state === "loading" && <SessionTableSkeleton state={state} rows={SKELETON_ROWS} />}
      {list.state === "failed" && (
        <LoadFailed
          variant="sm"
          title={t(state === "active" ? "gatehouseSessionsLoadFailed" : "gatehouseSessionsEndedLoadFailed")}
          onRetry={reload}
        />
      )}
      {list.state === "ready" &&
        (list.value.rows.length === 0 ? (
          <p>{t(state === "active" ? "gatehouseSessionsNone" : "gatehouseSessionsEndedNone")}</p>
        ) : (
          <>
            <SessionTable label={title} state={state} sessions={list.value.rows} {...(onEnd ? { onEnd } : {})} />
            <ListPager
              label={t(state === "active" ? "gatehouseSessionsPages" : "gatehouseSessionsEndedPages")}
              starts={starts}
              next={list.value.next}
              onShow={show}
            />
          </>
        ))}
    </section>
  );
};
