import type { useTranslations } from "use-intl";

/** A format's name for humans. Its id comes from the registry, so the catalogue is asked, not the type checker. */
export function formatName(t: ReturnType<typeof useTranslations<never>>, id: string): string {
  const key = `format.${id}` as Parameters<typeof t>[0];
  return t.has(key) ? t(key) : id;
}
