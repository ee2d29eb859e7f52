/** Keys of a text for the plural forms that our languages have: exactly one, a few (Russian 2 to 4), and all others. */
export type PluralKeys = { one: string; few: string; many: string };

/** The key for a count in the plural form of the language. */
export function pluralKey(keys: PluralKeys, count: number, locale: string): string {
  if (count === 1) {
    return keys.one;
  }
  return new Intl.PluralRules(locale).select(count) === "few" ? keys.few : keys.many;
}
