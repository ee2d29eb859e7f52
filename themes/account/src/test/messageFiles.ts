import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

// Vitest runs in the folder of package.json.
const SOURCES = resolve("src");
const THEME = resolve("../src/main/resources/theme/gatehouse/account");

export const LOCALES = ["en", "de", "fr", "es", "ru"] as const;

/** The messages of one language, in the order of the file. */
export function messagesOf(locale: string): Map<string, string> {
  const lines = readFileSync(join(THEME, `messages/messages_${locale}.properties`), "utf8").split("\n");
  return new Map(
    lines
      .filter((line) => line.trim() && !line.startsWith("#"))
      .map((line) => {
        const equals = line.indexOf("=");
        return [line.slice(0, equals), line.slice(equals + 1)];
      }),
  );
}

export const themeProperties = () => readFileSync(join(THEME, "theme.properties"), "utf8");

/** The text of every file of the application that is not a test, and of content.json. */
export function sourceTexts(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^test[/\\]/.test(file))
    .map((file) => join(SOURCES, file));
  return [...files, resolve("public/content.json")].map((file) => readFileSync(file, "utf8"));
}
