import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useCallback, useState } from "react";

import { listSessions, type Session } from "../../api/sessions";
import { useLoaded } from "../../api/useLoaded";
import { collectPage } from "../../ui/listPages";

const FIRST_PAGE = [0];

/** One page of the sessions in a state, and how to turn to another. */
export function useSessionPages(state: Session["state"]) {
  const console = useEnvironment<AccountEnvironment>();
  /** Where each page up to the shown one starts. */
  const [starts, setStarts] = useState(FIRST_PAGE);
  const start = starts.at(-1) ?? 0;
  const [list, reload] = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        collectPage((first, max) => listSessions(console, state, first, max, signal), start),
      [console, state, start],
    ),
  );
  /** Anew, from the first page on: what has ended shifts the others. */
  const restart = useCallback(() => {
    setStarts(FIRST_PAGE);
    reload();
  }, [reload]);
  return { list, starts, show: setStarts, reload, restart };
}
