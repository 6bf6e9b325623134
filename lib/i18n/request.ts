import "server-only";

import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import { messagesOf } from "./catalogue";
import { LOCALE_COOKIE, negotiateLocale } from "./locale";
import { THEME_COOKIE, themeOf } from "./theme";

/** The language and theme of this request, and a translator for server components. */
export const getRequestLook = cache(async () => {
  const [cookieStore, headerList] = await Promise.all([cookies(), headers()]);
  const locale = negotiateLocale(cookieStore.get(LOCALE_COOKIE)?.value, headerList.get("accept-language"));
  const messages = messagesOf(locale);
  const theme = themeOf(cookieStore.get(THEME_COOKIE)?.value);
  return { locale, messages, theme, t: createTranslator({ locale, messages }) };
});
