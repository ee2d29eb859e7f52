import type { TFunction } from "i18next";

import { pluralKey } from "../../i18n/plural";
import { isTwoFactorOn, type WaysIn } from "./waysIn";

const APPS = { one: "gatehouseAppsOne", few: "gatehouseAppsFew", many: "gatehouseAppsMany" };
const KEYS = { one: "gatehouseSecurityKeysOne", few: "gatehouseSecurityKeysFew", many: "gatehouseSecurityKeysMany" };
const CODES = { one: "gatehouseCodesLeftOne", few: "gatehouseCodesLeftFew", many: "gatehouseCodesLeftMany" };

/** Such as "On: authenticator app, 8 recovery codes left". */
export function twoFactorState(t: TFunction, locale: string, waysIn: WaysIn): string {
  if (!isTwoFactorOn(waysIn)) {
    return t("gatehouseTwoFactorOff");
  }
  const { apps, securityKeys, recoveryCodes } = waysIn;
  const counted = (keys: typeof APPS, count: number | undefined) =>
    count ? [t(pluralKey(keys, count, locale), { count })] : [];
  const parts = [
    ...counted(APPS, apps?.items.length),
    ...counted(KEYS, securityKeys?.items.length),
    ...(recoveryCodes?.items.length
      ? recoveryCodes.left === undefined
        ? [t("gatehouseRecoveryCodes").toLocaleLowerCase(locale)]
        : recoveryCodes.left === 0
          ? [t("gatehouseCodesLeftNone")]
          : counted(CODES, recoveryCodes.left)
      : []),
  ];
  return t("gatehouseTwoFactorOn", { factors: parts.join(", ") });
}
