import type { Console } from "../../api/http";
import { keepForm, keptForm } from "../../sign-in/pendingForm";
import { allItems, type WayIn, type WaysIn } from "./waysIn";

const PURPOSE = "required-action";

/** What there was before the browser left for a page of Keycloak that adds or changes a credential. */
type StartedAction = { action: string; before: string[] };

const versionOf = ({ id, createdAt }: WayIn) => `${id} ${createdAt?.getTime() ?? ""}`;

/**
 * Leaves for the page of Keycloak that carries out a required action; the browser comes back to the page shown now.
 * Keycloak asks for a sign-in first if the last one is more than 5 minutes ago.
 */
export function startAction(console: Console, action: string, waysIn: WaysIn) {
  keepForm<StartedAction>(console, PURPOSE, { action, before: allItems(waysIn).map(versionOf) });
  const { origin, pathname, search } = window.location;
  return console.keycloak.login({ action, redirectUri: origin + pathname + search });
}

/** The action from which the browser came back just now. */
export const startedAction = (console: Console) => keptForm<StartedAction>(console, PURPOSE);

/** What the action added or replaced; undefined if the user gave up. */
export const addedBy = ({ before }: StartedAction, waysIn: WaysIn): WayIn | undefined =>
  allItems(waysIn).find((item) => !before.includes(versionOf(item)));
