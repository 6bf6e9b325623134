import type { Locale } from "./locale";
import en from "./messages/en.json";
import zhCN from "./messages/zh-CN.json";

export type Messages = typeof en;

const CATALOGUES: Record<Locale, Messages> = { en, "zh-CN": zhCN };

/** All words of the product in one language. */
export function messagesOf(locale: Locale): Messages {
  return CATALOGUES[locale];
}
