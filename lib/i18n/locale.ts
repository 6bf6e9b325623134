export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];

/** Language names in their own language, as a reader looks for them. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", "zh-CN": "简体中文" };

export const LOCALE_COOKIE = "locale";

/**
 * The language to show: the admin's choice if there is one, else the browser's first language that we have
 * (an Accept-Language header, RFC 9110 section 12.5.4; any Chinese is taken as zh-CN), else English.
 */
export function negotiateLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const exact = LOCALES.find((locale) => locale === chosen);
  if (exact) return exact;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith("q="));
      return { tag, quality: quality ? Number(quality.slice(2)) || 0 : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const match = LOCALES.find((locale) => tag.split("-")[0] === locale.toLowerCase().split("-")[0]);
    if (match) return match;
  }
  return "en";
}
