const KEY = "gatehouse.signed-out";

/**
 * Drops the tokens and all that is shown, and says why. The session itself is the server's to end, by the same limit: the
 * user may be busy in another application, and is then signed in here as before. `limit` in milliseconds.
 */
export function leaveForInactivity(limit: number) {
  sessionStorage.setItem(KEY, String(limit));
  window.location.reload();
}

/** The limit that was reached in this tab just before; undefined the next time. */
export function takeSignedOut(): number | undefined {
  const limit = Number(sessionStorage.getItem(KEY));
  sessionStorage.removeItem(KEY);
  return limit > 0 ? limit : undefined;
}
