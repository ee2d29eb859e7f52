import { call, type Console } from "./http";

const BASE = "account-security/pin";

export type PinState = { configured: boolean };

export const getPin = (console: Console, signal: AbortSignal) => call<PinState>(console, BASE, { signal });

/** Sets the PIN or replaces it. Needs a fresh sign-in. */
export const setPin = (console: Console, pin: string) =>
  call<undefined>(console, BASE, { method: "PUT", body: { pin } });

/** Needs a fresh sign-in. */
export const removePin = (console: Console) => call<undefined>(console, BASE, { method: "DELETE" });
