import { isTwoFactorOn, type WaysIn } from "../signing-in/waysIn";

/** What would protect the account most, as a title, its reason and what to press; undefined where nothing is missing. */
export type NextStep = { title: string; body: string; action: string };

const FEW_CODES = 4;

export function nextStep(waysIn: WaysIn): NextStep | undefined {
  const { apps, securityKeys, recoveryCodes } = waysIn;
  if (!isTwoFactorOn(waysIn)) {
    return apps?.action || securityKeys?.action
      ? {
          title: "gatehouseNextTwoFactor",
          body: "gatehouseNextTwoFactorBody",
          action: "gatehouseNextTwoFactorAction",
        }
      : undefined;
  }
  if (!recoveryCodes?.action) {
    return undefined;
  }
  if (recoveryCodes.items.length === 0) {
    return {
      title: "gatehouseNextCodes",
      body: "gatehouseRecoveryCodesMissing",
      action: "gatehouseNextCodesAction",
    };
  }
  return recoveryCodes.left !== undefined && recoveryCodes.left < FEW_CODES
    ? { title: "gatehouseNextFewCodes", body: "gatehouseNextFewCodesBody", action: "gatehouseNextCodesAction" }
    : undefined;
}
