"use client";

import { Languages, Search, SunMoon } from "lucide-react";
import { useTranslations } from "use-intl";
import { useKeyNames } from "@/components/table/use-key-names";
import { Link } from "@/components/ui/link";
import { MenuButton } from "@/components/ui/menu";
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locale";
import { THEME_COOKIE, THEMES, type Theme } from "@/lib/i18n/theme";
import { useCommandDesk, useCommands } from "./commands";
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
  const words = useTranslations("palette");
  const { showPalette } = useCommandDesk();
  const keyNames = useKeyNames();
  const languages = LOCALES.map((value) => ({ value, name: LOCALE_NAMES[value] }));
  const themes = THEMES.map((value) => ({ value, name: t(`themes.${value}`) }));
  useCommands([
    ...languages.map(({ value, name }) => ({
      label: words("language", { language: name }),
      run: () => prefer(LOCALE_COOKIE, value),
      everywhere: true,
    })),
    ...themes.map(({ value, name }) => ({
      label: words("theme", { theme: name }),
      run: () => prefer(THEME_COOKIE, value),
      everywhere: true,
    })),
  ]);
  return (
    <header className="bg-bar text-bar-ink [--focus:var(--beacon)] print:hidden">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-bar focus:px-3 focus:py-2"
      >
        {t("skip")}
      </a>
      <div className="flex flex-wrap items-center gap-x-5 px-4 max-sm:gap-x-2 max-sm:px-3 sm:flex-nowrap">
        <Link
          href="/"
          className="flex min-h-12 shrink-0 items-center gap-2.5 rounded-control text-base font-semibold tracking-tight"
        >
          <Mark className="size-7" />
          {t("name")}
        </Link>
        {viewer ? <Nav role={viewer.role} /> : null}
        <div className="ml-auto flex shrink-0 items-center gap-1 max-sm:order-2 max-sm:gap-0">
          <button
            type="button"
            onClick={showPalette}
            title={t("commands")}
            className="flex min-h-8 items-center gap-2 rounded-control border border-bar-raised px-2.5 text-sm text-bar-ink-soft hover:bg-bar-raised hover:text-bar-ink pointer-coarse:min-h-11"
          >
            <Search aria-hidden className="size-4" />
            <span className="max-lg:sr-only">{t("commands")}</span>
            <span aria-hidden className="text-xs max-lg:hidden">
              {keyNames("palette")[0]}
            </span>
          </button>
          <MenuButton
            label={t("language")}
            look="bar"
            entries={[
              languages.map(({ value, name }) => ({
                label: name,
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
              themes.map(({ value, name }) => ({
                label: name,
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
