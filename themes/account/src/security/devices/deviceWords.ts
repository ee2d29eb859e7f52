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
    consequence: "gatehouseSecurityKeyRemoveBody",
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

/** How the device is called: by its label, else by its browser, else by its kind. */
export const nameOf = (t: TFunction, device: Device): string =>
  device.label?.trim() || browserAndSystem(t, device) || t(KINDS[device.kind].name);
