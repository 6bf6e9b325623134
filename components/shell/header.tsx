"use client";

import { Languages, SunMoon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { MenuButton } from "@/components/ui/menu";
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locale";
import { THEME_COOKIE, THEMES, type Theme } from "@/lib/i18n/theme";
import { Mark } from "./mark";
import { Nav } from "./nav";
import { PersonMenu, type Viewer } from "./person-menu";
import { usePreference } from "./use-preference";

export function Header({
  locale,
  theme,
  sandbox,
  viewer,
  signOut,
}: {
  locale: Locale;
  theme: Theme;
  sandbox: boolean;
  /** Null: nobody is signed in. */
  viewer: Viewer | null;
  signOut: () => Promise<void>;
}) {
  const t = useTranslations("app");
  const prefer = usePreference();
  return (
    <header className="bg-bar text-bar-ink [--focus:var(--beacon)] print:hidden">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-bar focus:px-3 focus:py-2"
      >
        {t("skip")}
      </a>
      <div className="flex flex-wrap items-center gap-x-5 px-4 sm:flex-nowrap">
        <Link
          href="/"
          className="flex min-h-12 shrink-0 items-center gap-2.5 rounded-control text-base font-semibold tracking-tight"
        >
          <Mark className="size-7" />
          {t("name")}
        </Link>
        {viewer ? <Nav role={viewer.role} /> : null}
        <div className="ml-auto flex shrink-0 items-center gap-1 max-sm:order-2">
          <MenuButton
            label={t("language")}
            look="bar"
            entries={[
              LOCALES.map((value) => ({
                label: LOCALE_NAMES[value],
                checked: value === locale,
                run: () => prefer(LOCALE_COOKIE, value),
              })),
            ]}
          >
            <Languages aria-hidden className="size-4.5" />
          </MenuButton>
          <MenuButton
            label={t("theme")}
            look="bar"
            entries={[
              THEMES.map((value) => ({
                label: t(`themes.${value}`),
                checked: value === theme,
                run: () => prefer(THEME_COOKIE, value),
              })),
            ]}
          >
            <SunMoon aria-hidden className="size-4.5" />
          </MenuButton>
          {viewer ? <PersonMenu viewer={viewer} signOut={signOut} /> : null}
        </div>
      </div>
      {sandbox ? (
        <p className="flex flex-wrap items-baseline justify-center gap-x-2 border-b border-warn/30 bg-warn-wash px-4 py-1 text-center text-sm text-warn">
          <strong className="font-semibold">{t("sandbox")}</strong>
          <span>{t("sandboxNote")}</span>
        </p>
      ) : null}
    </header>
  );
}
