import type { TFunction } from "i18next";

/** Texts that administrators write may be the key of a translation, as `${key}`. */
export function localizedText(t: TFunction, text: string | null | undefined): string {
  const key = /^\$\{(.+)\}$/.exec(text ?? "")?.[1];
  return key ? t(key) : (text ?? "");
}
