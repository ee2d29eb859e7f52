import type { AccountEnvironment, Feature } from "@keycloak/keycloak-account-ui";

import { themeFile, type Console } from "../api/http";

type Visibility = { isVisible?: keyof Feature };
export type PageItem = Visibility & { label: string; path: string };
export type GroupItem = Visibility & { label: string; children: PageItem[] };
export type ContentItem = PageItem | GroupItem;

export const isGroup = (item: ContentItem): item is GroupItem => "children" in item;

/** The entries of content.json that the realm's features leave visible. */
export async function loadContent(console: Console, signal: AbortSignal): Promise<ContentItem[]> {
  const items = await themeFile<ContentItem[]>(console, "content.json", __CONTENT_HASH__, signal);
  return visibleItems(items, console.environment);
}

export function visibleItems(items: ContentItem[], { features }: Pick<AccountEnvironment, "features">): ContentItem[] {
  const isVisible = ({ isVisible: feature }: Visibility) => !feature || features[feature];
  return items
    .filter(isVisible)
    .map((item) => (isGroup(item) ? { ...item, children: item.children.filter(isVisible) } : item));
}

/** All pages, those in groups included, in the order of the navigation. */
export const pagesOf = (items: ContentItem[]): PageItem[] =>
  items.flatMap((item) => (isGroup(item) ? item.children : [item]));
