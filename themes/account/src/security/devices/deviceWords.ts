import type { TFunction } from "i18next";

import type { Device, DeviceKind } from "../../api/devices";

/** Kinds that a user can remove all at once: what is remembered in browsers. */
export type RememberedKind = "trusted-device" | "login-token";

type KindWords = { name: string; explanation: string; consequence: string };

export const KINDS: Record<DeviceKind, KindWords> = {
  passkey: {
    name: "gatehouseDevicePasskey",
    explanation: "gatehouseDevicePasskeyExplained",
    consequence: "gatehousePasskeyRemoveBody",
  },
  "security-key": {
    name: "gatehouseDeviceSecurityKey",
    explanation: "gatehouseDeviceSecurityKeyExplained",
    consequence: "gatehouseDeviceSecurityKeyRemoveBody",
  },
  "trusted-device": {
    name: "gatehouseDeviceTrusted",
    explanation: "gatehouseDeviceTrustedExplained",
    consequence: "gatehouseDeviceTrustedRemoveBody",
  },
  "login-token": {
    name: "gatehouseDeviceLoginToken",
    explanation: "gatehouseDeviceLoginTokenExplained",
    consequence: "gatehouseDeviceLoginTokenRemoveBody",
  },
};

export const REMEMBERED: Record<RememberedKind, { removeAll: string; title: string; body: string; done: string }> = {
  "trusted-device": {
    removeAll: "gatehouseDevicesTrustedRemoveAll",
    title: "gatehouseDevicesTrustedRemoveAllTitle",
    body: "gatehouseDevicesTrustedRemoveAllBody",
    done: "gatehouseDevicesTrustedRemoved",
  },
  "login-token": {
    removeAll: "gatehouseDevicesLoginTokensRemoveAll",
    title: "gatehouseDevicesLoginTokensRemoveAllTitle",
    body: "gatehouseDevicesLoginTokensRemoveAllBody",
    done: "gatehouseDevicesLoginTokensRemoved",
  },
};

export const REMEMBERED_KINDS = Object.keys(REMEMBERED) as RememberedKind[];

/** Passkeys and security keys are credentials: removing one needs a fresh sign-in. */
export const isCredential = ({ kind }: Device) => kind === "passkey" || kind === "security-key";

/** Such as "Firefox on Linux"; undefined where the server recognises neither. */
export function browserAndSystem(t: TFunction, { browser, system }: Device): string | undefined {
  return browser && system ? t("gatehouseBrowserOnSystem", { browser, system }) : browser || system || undefined;
}

/**
 * How the device is called: a passkey or key by its label, a browser in the user's language and not by the label that the
 * server made for it.
 */
export function nameOf(t: TFunction, device: Device): string {
  const label = device.label?.trim() || undefined;
  const browser = browserAndSystem(t, device);
  return (isCredential(device) ? (label ?? browser) : (browser ?? label)) ?? t(KINDS[device.kind].name);
}
