import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** A filter to switch on, and how many it lets through. */
export function Chip({
  pressed,
  onPress,
  count,
  children,
}: {
  pressed: boolean;
  onPress: () => void;
  count: number;
  children: ReactNode;
}) {
  const t = useTranslations("filter");
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className="inline-flex min-h-7 items-center gap-1.5 rounded-full border border-line-strong px-2.5 font-medium hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent forced-colors:aria-pressed:border-[Highlight] forced-colors:aria-pressed:outline-1 forced-colors:aria-pressed:outline-[Highlight]"
    >
      {children}
      <span className="text-ink-soft">{t("count", { count })}</span>
    </button>
  );
}
