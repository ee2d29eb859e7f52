const DAY = 24 * 60 * 60 * 1000;

/** From when on a token's end is pointed out. */
const EXPIRY_WARNING = 14 * DAY;

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["day", DAY],
  ["hour", DAY / 24],
  ["minute", DAY / 24 / 60],
];

export const formatDate = (time: Date | string, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(time));

export const formatDateAndTime = (time: Date | string, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long" }).format(new Date(time));

/** Such as "3 days ago", "in 2 months", and "now" for less than a minute. */
export function formatRelative(time: Date | string, locale: string, now = Date.now()): string {
  const difference = new Date(time).getTime() - now;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const unit = UNITS.find(([, milliseconds]) => Math.abs(difference) >= milliseconds);
  return unit ? format.format(Math.trunc(difference / unit[1]), unit[0]) : format.format(0, "second");
}

/** Such as "3 months", in the words and plural forms of the language. */
const formatUnit = (unit: "month" | "minute" | "second") => (count: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(count);

export const formatMonths = formatUnit("month");
export const formatMinutes = formatUnit("minute");
export const formatSeconds = formatUnit("second");

/** The same day of a later month, or that month's last day where it is shorter. Counted in UTC, as the server does. */
export function addMonths(from: Date, months: number): Date {
  const result = new Date(from);
  const day = result.getUTCDate();
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
  result.setUTCDate(Math.min(day, lastDay));
  return result;
}

export function expiresSoon(expiresAt: string, now = Date.now()): boolean {
  const left = new Date(expiresAt).getTime() - now;
  return left > 0 && left < EXPIRY_WARNING;
}
