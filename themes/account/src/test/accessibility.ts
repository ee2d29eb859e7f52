import axe from "axe-core";
import { expect } from "vitest";

/** Checks the whole document with axe. Colours need a real browser; jsdom draws nothing. */
export async function expectAccessible(root: Element = document.body) {
  const { violations } = await axe.run(root, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
