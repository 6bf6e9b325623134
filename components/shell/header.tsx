"use client";

import { useTranslations } from "use-intl";
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locale";
import { THEME_COOKIE, type Theme } from "@/lib/i18n/theme";
import { Mark } from "./mark";
import { Nav } from "./nav";
import { Preference } from "./preference";

export function Header({ locale, theme, sandbox }: { locale: Locale; theme: Theme; sandbox: boolean }) {
  const t = useTranslations("app");
  return (
    <header className="border-b border-line bg-surface">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:px-3 focus:py-2"
      >
        {t("skip")}
      </a>
      {sandbox ? (
        <p className="border-b border-warn/40 bg-warn-wash px-4 py-1 text-center text-warn">
          <strong className="mr-2 font-bold tracking-wide uppercase">{t("sandbox")}</strong>
          {t("sandboxNote")}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
        <span className="flex items-center gap-2 text-base font-semibold tracking-tight">
          <Mark className="size-7" />
          {t("name")}
        </span>
        <Nav />
        <div className="ml-auto flex items-center gap-1">
          <Preference
            cookie={LOCALE_COOKIE}
            label={t("language")}
            value={locale}
            options={LOCALES.map((value) => ({ value, name: LOCALE_NAMES[value] }))}
          />
          <Preference
            cookie={THEME_COOKIE}
            label={t("theme")}
            value={theme}
            options={[
              { value: "system", name: t("themeSystem") },
              { value: "light", name: t("themeLight") },
              { value: "dark", name: t("themeDark") },
            ]}
          />
        </div>
      </div>
    </header>
  );
}
