import { call, type Console } from "./http";

export type DeviceKind = "passkey" | "security-key" | "trusted-device" | "login-token";

/** A stored way in (rule M6). Times are ISO 8601 in UTC; null where the server does not know. */
export type Device = {
  id: string;
  kind: DeviceKind;
  label: string | null;
  /** The maker of a passkey or security key, where the server knows it. */
  provider?: string | null;
  createdAt: string | null;
  lastUsedAt: string | null;
  lastUsedAddress: string | null;
  userAgent: string | null;
  /** Parsed from the user agent by the server. */
  browser?: string | null;
  system?: string | null;
  expiresAt: string | null;
  /** Whether it belongs to the browser that asks. */
  current: boolean;
};

const BASE = "account-security/devices";

/** All of them, this browser's first. */
export const listDevices = (console: Console, signal: AbortSignal) => call<Device[]>(console, BASE, { signal });

/** Passkeys and security keys need a fresh sign-in. With the last second factor the recovery codes go as well. */
export const removeDevice = (console: Console, id: string) =>
  call<undefined>(console, `${BASE}/${encodeURIComponent(id)}`, { method: "DELETE" });

/** Only trusted devices and login tokens can be removed all at once. */
export const removeDevicesOfKind = (console: Console, kind: "trusted-device" | "login-token") =>
  call<undefined>(console, BASE, { method: "DELETE", query: { kind } });
