import { describe, expect, it } from "vitest";

import { addMonths, expiresSoon, formatMonths, formatRelative } from "./dates";

const now = Date.parse("2026-11-22T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;

describe("dates of tokens", () => {
  it.each([
    ["2026-11-22T12:00:00.000Z", 1, "2026-12-22T12:00:00.000Z"],
    ["2027-01-31T00:00:00.000Z", 1, "2027-02-28T00:00:00.000Z"],
    ["2027-11-30T23:59:00.000Z", 3, "2028-02-29T23:59:00.000Z"],
    ["2026-12-31T10:00:00.000Z", 12, "2027-12-31T10:00:00.000Z"],
  ])("%s plus %i months is %s, as the server counts", (from, months, expected) => {
    expect(addMonths(new Date(from), months).toISOString()).toBe(expected);
  });

  it.each([
    [-30 * 1000, "now"],
    [-5 * 60 * 1000, "5 minutes ago"],
    [-DAY, "yesterday"],
    [9.5 * DAY, "in 9 days"],
    [-400 * DAY, "last year"],
  ])("%i milliseconds from now is %s", (difference, expected) => {
    expect(formatRelative(new Date(now + difference), "en", now)).toBe(expected);
  });

  it("puts months into the plural forms of the language", () => {
    expect([1, 3, 5].map((months) => formatMonths(months, "ru"))).toEqual(["1 месяц", "3 месяца", "5 месяцев"]);
  });

  it.each([
    [13.9 * DAY, true],
    [14 * DAY, false],
    [-1, false],
  ])("a token with %i milliseconds left expires soon: %s", (left, expected) => {
    expect(expiresSoon(new Date(now + left).toISOString(), now)).toBe(expected);
  });
});
