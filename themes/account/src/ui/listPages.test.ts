import { describe, expect, it, vi } from "vitest";

import { tokensNamed } from "../test/server";
import { collectPage } from "./listPages";

const inUse = ({ status }: { status: string }) => status !== "revoked";

function serverWith(tokens: ReturnType<typeof tokensNamed>) {
  return vi.fn(async (first: number, max: number) => tokens.slice(first, first + max));
}

describe("a page of a list", () => {
  it("is one request when nothing is left out", async () => {
    const fetchRange = serverWith(tokensNamed(30));
    const page = await collectPage(fetchRange, 0, inUse);
    expect(fetchRange.mock.calls).toEqual([[0, 21]]);
    expect(page).toMatchObject({ next: 20, hidden: 0 });
  });

  it("is full although most of the server's rows are left out, and the next one goes on where it ended", async () => {
    const tokens = tokensNamed(90, (index) => (index % 3 ? { status: "revoked" as const } : {}));
    const fetchRange = serverWith(tokens);
    const first = await collectPage(fetchRange, 0, inUse);
    const second = await collectPage(fetchRange, first.next ?? -1, inUse);
    expect(first.rows).toHaveLength(20);
    expect(second.rows).toHaveLength(10);
    expect(second.next).toBeNull();
    expect([...first.rows, ...second.rows]).toEqual(tokens.filter(inUse));
  });

  it("says how many rows it leaves out", async () => {
    const page = await collectPage(serverWith(tokensNamed(3, () => ({ status: "revoked" }))), 0, inUse);
    expect(page).toEqual({ rows: [], next: null, hidden: 3 });
  });
});
