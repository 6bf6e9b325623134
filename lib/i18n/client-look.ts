import type { Messages } from "./catalogue";
import { LOCALE_COOKIE, type Locale, negotiateLocale } from "./locale";
import { THEME_COOKIE, type Theme, themeOf } from "./theme";

export type ClientLook = { locale: Locale; theme: Theme; messages: Messages };

const cookie = (name: string): string | undefined =>
  document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** The language and theme where the server cannot tell them: as it would tell from the same cookies and the browser's languages. */
export async function clientLook(): Promise<ClientLook> {
  const locale = negotiateLocale(cookie(LOCALE_COOKIE), navigator.languages.join(","));
  // Both languages are large, and only a console that has failed needs them here.
  const { messagesOf } = await import("./catalogue");
  return { locale, theme: themeOf(cookie(THEME_COOKIE)), messages: messagesOf(locale) };
}
