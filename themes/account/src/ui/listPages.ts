export const PAGE_SIZE = 20;

export type ListPage<T> = {
  rows: T[];
  /** Where the next page starts in the server's list; null on the last page. */
  next: number | null;
  /** How many rows were left out because they do not match. */
  hidden: number;
};

type FetchRange<T> = (first: number, max: number) => Promise<T[]>;

/**
 * One page of the rows that match, from position `start` of the server's list, which holds all of them. One request
 * unless some are left out; one row more than the page holds tells whether there is a next page.
 */
export async function collectPage<T>(
  fetchRange: FetchRange<T>,
  start: number,
  matches: (row: T) => boolean = () => true,
): Promise<ListPage<T>> {
  const rows: T[] = [];
  let hidden = 0;
  for (let first = start; ; first += PAGE_SIZE + 1) {
    const range = await fetchRange(first, PAGE_SIZE + 1);
    for (const [index, row] of range.entries()) {
      if (!matches(row)) {
        hidden += 1;
      } else if (rows.length === PAGE_SIZE) {
        return { rows, next: first + index, hidden };
      } else {
        rows.push(row);
      }
    }
    if (range.length <= PAGE_SIZE) {
      return { rows, next: null, hidden };
    }
  }
}
