import { describe, expect, it } from "vitest";

import { LOCALES, messagesOf, sourceTexts, themeProperties } from "./test/messageFiles";

const english = messagesOf("en");
const placeholders = (text = "") => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe("messages", () => {
  it.each(LOCALES)("exist in %s under the same keys, in the same order", (locale) => {
    expect([...messagesOf(locale).keys()]).toEqual([...english.keys()]);
  });

  it.each(LOCALES)("have a text and the same placeholders in %s", (locale) => {
    for (const [key, text] of messagesOf(locale)) {
      expect(text.trim(), key).not.toBe("");
      expect(placeholders(text), key).toEqual(placeholders(english.get(key)));
    }
  });

  it.each(LOCALES)("keep the calm tone of the product in %s", (locale) => {
    for (const [key, text] of messagesOf(locale)) {
      expect(text, key).not.toMatch(/[!¡]/);
      // i18next writes {{name}}; {0} would be shown as it is.
      expect(text, key).not.toMatch(/(^|[^{])\{\d+\}/);
    }
  });

  it("carry our prefix, for a realm's own texts share the name space", () => {
    for (const key of english.keys()) {
      expect(key).toMatch(/^gatehouse[A-Z]\w*$/);
    }
  });

  it("are exactly the ones that the code uses", () => {
    const used = new Set(sourceTexts().flatMap((text) => text.match(/(?<=")gatehouse[A-Z]\w*(?=")/g) ?? []));
    expect([...used].sort()).toEqual([...english.keys()].sort());
  });

  it("exist in every language that the theme offers", () => {
    const locales = /^locales=(.*)$/m.exec(themeProperties())?.[1]?.split(",");
    expect(locales?.sort()).toEqual([...LOCALES].sort());
  });
});
