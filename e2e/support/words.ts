import { readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/i18n/locale";
import type en from "@/lib/i18n/messages/en.json";

type Messages = typeof en;

function read(locale: Locale): Messages {
  return JSON.parse(readFileSync(`lib/i18n/messages/${locale}.json`, "utf8")) as Messages;
}

/** The words of the catalogue in a language: what the tests look for is what the catalogue says. */
export function wordsOf(locale: Locale) {
  return createTranslator({ locale, messages: read(locale) });
}

export type Words = ReturnType<typeof wordsOf>;

export const t: Words = wordsOf("en");
