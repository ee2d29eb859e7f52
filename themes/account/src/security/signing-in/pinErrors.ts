import { ApiError } from "../../api/http";

/** Shortest and longest PIN, in digits (rule M5). */
export const PIN_MIN_DIGITS = 6;
export const PIN_MAX_DIGITS = 64;

export type PinForm = { pin: string; repeated: string };
export type PinErrors = Partial<Record<keyof PinForm, string | undefined>>;

/** Message keys of what is wrong with the PIN as typed. */
export function pinErrors({ pin, repeated }: PinForm): PinErrors {
  if (pin === "") {
    return { pin: "gatehousePinMissing" };
  }
  if (!/^[0-9]+$/.test(pin)) {
    return { pin: "gatehousePinDigitsOnly" };
  }
  if (pin.length < PIN_MIN_DIGITS) {
    return { pin: "gatehousePinTooShort" };
  }
  if (pin.length > PIN_MAX_DIGITS) {
    return { pin: "gatehousePinTooLong" };
  }
  return pin === repeated ? {} : { repeated: "gatehousePinDiffers" };
}

/** Message key of what the server refused at the PIN itself; undefined if something else failed. */
export const refusedPin = (error: unknown): string | undefined =>
  error instanceof ApiError && error.field === "pin" ? "gatehousePinTooEasy" : undefined;
