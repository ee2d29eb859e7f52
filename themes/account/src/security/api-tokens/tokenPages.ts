import type { ApiToken } from "../../api/apiTokens";

export const PAGE_SIZE = 20;

export type TokenPage = {
  tokens: ApiToken[];
  /** Where the next page starts in the server's list; null on the last page. */
  next: number | null;
  /** How many tokens were left out because they do not match. */
  hidden: number;
};

type FetchRange = (first: number, max: number) => Promise<ApiToken[]>;

/**
 * One page of the tokens that match, from position `start` of the server's list, which holds all of them. One request
 * unless some are left out; one row more than the page holds tells whether there is a next page.
 */
export async function collectPage(
  fetchRange: FetchRange,
  start: number,
  matches: (token: ApiToken) => boolean,
): Promise<TokenPage> {
  const tokens: ApiToken[] = [];
  let hidden = 0;
  for (let first = start; ; first += PAGE_SIZE + 1) {
    const range = await fetchRange(first, PAGE_SIZE + 1);
    for (const [index, token] of range.entries()) {
      if (!matches(token)) {
        hidden += 1;
      } else if (tokens.length === PAGE_SIZE) {
        return { tokens, next: first + index, hidden };
      } else {
        tokens.push(token);
      }
    }
    if (range.length <= PAGE_SIZE) {
      return { tokens, next: null, hidden };
    }
  }
}
