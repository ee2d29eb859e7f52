import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useEffect, useMemo, useState, type ReactNode } from "react";

import { getAutomaticLogout } from "../api/automaticLogout";
import { InactivityWatch, MINUTE, type WatchState } from "./InactivityWatch";
import { leaveForInactivity } from "./leave";
import { SetLimit } from "./limit";
import { TabMemory } from "./TabMemory";
import { WarningDialog } from "./WarningDialog";

/** What only a person does. Not "scroll": pages scroll by themselves as well, people with wheel, finger or key. */
const ACTIVITY = ["pointerdown", "pointermove", "keydown", "touchstart", "touchmove", "wheel"] as const;

type AutomaticLogoutProps = {
  /** Called when the time is over, with the limit in milliseconds. */
  onOver?: (limit: number) => void;
  children: ReactNode;
};

/** Warns before the user's own limit of inactivity ends the session, and leaves when it has (rule S3). */
export const AutomaticLogout = ({ onOver = leaveForInactivity, children }: AutomaticLogoutProps) => {
  const console = useEnvironment<AccountEnvironment>();
  const { environment, keycloak } = console;
  const [state, setState] = useState<WatchState>({ phase: "calm" });
  const tabs = useMemo(() => new TabMemory(environment.realm), [environment.realm]);
  const watch = useMemo(
    () => new InactivityWatch({ report: () => keycloak.updateToken(-1), tabs, onChange: setState }),
    [keycloak, tabs],
  );

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // The tokens of this page are new.
    watch.noteConfirmed();
    getAutomaticLogout(console, signal).then(
      ({ minutes }) => !signal.aborted && watch.setLimit(inMilliseconds(minutes)),
      // The server ends the session all the same; only the warning is missing.
      () => undefined,
    );
    return () => controller.abort();
  }, [console, watch]);

  useEffect(() => {
    const note = () => watch.noteActivity();
    const look = () => watch.check();
    const options = { capture: true, passive: true };
    ACTIVITY.forEach((type) => window.addEventListener(type, note, options));
    document.addEventListener("visibilitychange", look);
    const stopListening = tabs.listen(look, (limit) => watch.setLimit(limit));
    keycloak.onAuthRefreshSuccess = () => watch.noteConfirmed();
    return () => {
      ACTIVITY.forEach((type) => window.removeEventListener(type, note, options));
      document.removeEventListener("visibilitychange", look);
      stopListening();
      delete keycloak.onAuthRefreshSuccess;
      watch.stop();
    };
  }, [keycloak, tabs, watch]);

  useEffect(() => {
    if (state.phase === "over") {
      onOver(state.limit);
    }
  }, [state, onOver]);

  const setLimit = useMemo(
    () => (minutes: number | null) => watch.shareLimit(inMilliseconds(minutes)),
    [watch],
  );

  return (
    <SetLimit.Provider value={setLimit}>
      {children}
      {state.phase === "warning" && (
        <WarningDialog
          endsAt={state.endsAt}
          onStay={() => watch.stay()}
          onSignOut={() => void keycloak.logout()}
        />
      )}
    </SetLimit.Provider>
  );
};

const inMilliseconds = (minutes: number | null) => (minutes === null ? null : minutes * MINUTE);
