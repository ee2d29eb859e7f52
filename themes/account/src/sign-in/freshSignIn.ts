import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { useEffect, useState } from "react";

import type { Console } from "../api/http";

/** How old a sign-in may be, in seconds, for actions that hand out or change a way in (contract: ★). */
export const FRESH_SIGN_IN_SECONDS = 300;

type Adapter = Console["keycloak"];

/** Seconds until the sign-in of the current token counts as too old; 0 when it already does or its time is unknown. */
export function secondsOfFreshness(keycloak: Adapter, now = Date.now()): number {
  const signedInAt = keycloak.tokenParsed?.auth_time ?? keycloak.idTokenParsed?.auth_time;
  if (typeof signedInAt !== "number") {
    return 0;
  }
  const serverNow = now / 1000 + (keycloak.timeSkew ?? 0);
  return Math.max(0, signedInAt + FRESH_SIGN_IN_SECONDS - serverNow);
}

/** Whether the next such action will ask for a new sign-in. Follows the clock while a dialog stays open. */
export function useNeedsFreshSignIn(): boolean {
  const { keycloak } = useEnvironment<AccountEnvironment>();
  const [isNeeded, setIsNeeded] = useState(() => secondsOfFreshness(keycloak) === 0);
  useEffect(() => {
    if (isNeeded) {
      return;
    }
    const timer = setTimeout(() => setIsNeeded(true), secondsOfFreshness(keycloak) * 1000);
    return () => clearTimeout(timer);
  }, [isNeeded, keycloak]);
  return isNeeded;
}

/** Leaves for the sign-in page; the browser comes back to the page shown now. */
export function signInAgain({ keycloak }: Console, maxAge: number) {
  const { origin, pathname, search } = window.location;
  return keycloak.login({ maxAge, redirectUri: origin + pathname + search });
}
