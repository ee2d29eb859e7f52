/** Joins parts of an address with exactly one slash between them. */
export function joinPath(...parts: string[]): string {
  return parts
    .map((part, index) => (index === 0 ? part : part.replace(/^\/+/, "")))
    .map((part, index) => (index === parts.length - 1 ? part : part.replace(/\/+$/, "")))
    .join("/");
}
