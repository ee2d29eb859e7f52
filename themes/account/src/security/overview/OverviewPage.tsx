import { Page, useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Alert, Gallery, Skeleton } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { listTokens } from "../../api/apiTokens";
import { listCredentialTypes } from "../../api/credentials";
import { listDevices } from "../../api/devices";
import type { Console } from "../../api/http";
import { getNotices, type Notices } from "../../api/notices";
import { listLog, type LogEntry } from "../../api/securityLog";
import { listSessions } from "../../api/sessions";
import { useLoaded } from "../../api/useLoaded";
import { pluralKey, type PluralKeys } from "../../i18n/plural";
import {
  API_TOKENS_PATH,
  DEVICES_PATH,
  LOG_PATH,
  PERSONAL_INFO_PATH,
  SESSIONS_PATH,
  SIGNING_IN_PATH,
} from "../../root/paths";
import { formatRelative } from "../../ui/dates";
import { Time } from "../../ui/Time";
import { sentenceOf } from "../log/logWords";
import { PasswordState } from "../signing-in/PasswordCard";
import { twoFactorState } from "../signing-in/twoFactorState";
import { waysInOf, type WaysIn } from "../signing-in/waysIn";
import { nextStep } from "./nextStep";
import { OverviewCard } from "./OverviewCard";
import { PageLink } from "./PageLink";

/** The most that a list of the server gives at once: nobody counts further. */
const MOST = 100;
const RECENT = 3;

type CountKeys = PluralKeys & { none: string };
const SESSIONS: PluralKeys = {
  one: "gatehouseOverviewSessionsOne",
  few: "gatehouseOverviewSessionsFew",
  many: "gatehouseOverviewSessionsMany",
};
const DEVICES: CountKeys = {
  none: "gatehouseOverviewDevicesNone",
  one: "gatehouseOverviewDevicesOne",
  few: "gatehouseOverviewDevicesFew",
  many: "gatehouseOverviewDevicesMany",
};
const TOKENS: CountKeys = {
  none: "gatehouseOverviewTokensNone",
  one: "gatehouseOverviewTokensOne",
  few: "gatehouseOverviewTokensFew",
  many: "gatehouseOverviewTokensMany",
};

const NOTICES: Record<NonNullable<Notices["reason"]> | "on", string> = {
  on: "gatehouseOverviewNoticesOn",
  no_mail_server: "gatehouseOverviewNoticesNoServer",
  no_email: "gatehouseOverviewNoticesNoEmail",
  email_not_verified: "gatehouseOverviewNoticesNotVerified",
};

function useLoadedFrom<T>(load: (console: Console, signal: AbortSignal) => Promise<T>) {
  const console = useEnvironment<AccountEnvironment>();
  return useLoaded(useCallback((signal: AbortSignal) => load(console, signal), [console, load]));
}

const loadWays = async (console: Console, signal: AbortSignal) => waysInOf(await listCredentialTypes(console, signal));
const countSessions = async (console: Console, signal: AbortSignal) =>
  (await listSessions(console, "active", 0, MOST, signal)).length;
const countDevices = async (console: Console, signal: AbortSignal) => (await listDevices(console, signal)).length;
const countTokens = async (console: Console, signal: AbortSignal) =>
  (await listTokens(console, 0, MOST, signal)).filter(({ status }) => status === "active").length;
const loadRecent = (console: Console, signal: AbortSignal) => listLog(console, {}, 0, RECENT, signal);

export const OverviewPage = () => {
  const { t, i18n } = useTranslation();
  const [ways, reloadWays] = useLoadedFrom(loadWays);
  const [sessions, reloadSessions] = useLoadedFrom(countSessions);
  const [devices, reloadDevices] = useLoadedFrom(countDevices);
  const [tokens, reloadTokens] = useLoadedFrom(countTokens);
  const [recent, reloadRecent] = useLoadedFrom(loadRecent);
  const [notices, reloadNotices] = useLoadedFrom(getNotices);

  const counted = (keys: CountKeys | PluralKeys, count: number) =>
    count === 0 && "none" in keys ? t(keys.none) : t(pluralKey(keys, count, i18n.language), { count });

  return (
    <Page title={t("gatehouseOverview")} description={t("gatehouseOverviewDescription")}>
      <div className="gatehouse-next-step">
        {ways.state === "loading" && <Skeleton height="3.5rem" screenreaderText={t("gatehouseLoading")} />}
        {ways.state === "ready" && <Next waysIn={ways.value} />}
      </div>
      <Gallery hasGutter minWidths={{ default: "min(18rem, 100%)" }} className="gatehouse-overview">
        <OverviewCard
          id="overview-password"
          title={t("gatehousePassword")}
          loaded={ways}
          onRetry={reloadWays}
          path={SIGNING_IN_PATH}
          action={t("gatehouseOverviewPasswordAction")}
        >
          {({ password }) => <PasswordState password={password?.items[0]} />}
        </OverviewCard>
        <OverviewCard
          id="overview-two-factor"
          title={t("gatehouseTwoFactor")}
          loaded={ways}
          onRetry={reloadWays}
          path={SIGNING_IN_PATH}
          action={t("gatehouseOverviewTwoFactorAction")}
        >
          {(waysIn) => twoFactorState(t, i18n.language, waysIn)}
        </OverviewCard>
        <OverviewCard
          id="overview-sessions"
          title={t("gatehouseSessions")}
          loaded={sessions}
          onRetry={reloadSessions}
          path={SESSIONS_PATH}
          action={t("gatehouseOverviewSessionsAction")}
        >
          {(count) => counted(SESSIONS, count)}
        </OverviewCard>
        <OverviewCard
          id="overview-devices"
          title={t("gatehouseDevices")}
          loaded={devices}
          onRetry={reloadDevices}
          path={DEVICES_PATH}
          action={t("gatehouseOverviewDevicesAction")}
        >
          {(count) => counted(DEVICES, count)}
        </OverviewCard>
        <OverviewCard
          id="overview-api-tokens"
          title={t("gatehouseApiTokens")}
          loaded={tokens}
          onRetry={reloadTokens}
          path={API_TOKENS_PATH}
          action={t("gatehouseOverviewTokensAction")}
        >
          {(count) => counted(TOKENS, count)}
        </OverviewCard>
        <OverviewCard
          id="overview-events"
          title={t("gatehouseOverviewEvents")}
          loaded={recent}
          onRetry={reloadRecent}
          path={LOG_PATH}
          action={t("gatehouseOverviewEventsAction")}
        >
          {(entries) => (entries.length === 0 ? t("gatehouseOverviewEventsNone") : <Recent entries={entries} />)}
        </OverviewCard>
        <OverviewCard
          id="overview-notices"
          title={t("gatehouseOverviewNotices")}
          loaded={notices}
          onRetry={reloadNotices}
          path={PERSONAL_INFO_PATH}
          action={t("gatehouseOverviewNoticesAction")}
        >
          {({ mailedTo, reason }) => t(NOTICES[reason ?? "on"], { address: mailedTo })}
        </OverviewCard>
      </Gallery>
    </Page>
  );
};

/** Whether the account is in order, or the one next thing to do. */
const Next = ({ waysIn }: { waysIn: WaysIn }) => {
  const { t } = useTranslation();
  const step = nextStep(waysIn);
  return step ? (
    <Alert
      variant="warning"
      isInline
      component="h2"
      title={t(step.title)}
      actionLinks={<PageLink path={SIGNING_IN_PATH}>{t(step.action)}</PageLink>}
    >
      {t(step.body)}
    </Alert>
  ) : (
    <Alert variant="success" isInline component="h2" title={t("gatehouseNextNone")} />
  );
};

const Recent = ({ entries }: { entries: LogEntry[] }) => {
  const { t, i18n } = useTranslation();
  return (
    <ul className="gatehouse-recent">
      {entries.map((entry) => (
        <li key={entry.id}>
          {sentenceOf(t, entry)}{" "}
          <span className="gatehouse-detail">
            <Time time={entry.at} text={formatRelative(entry.at, i18n.language)} />
          </span>
        </li>
      ))}
    </ul>
  );
};
