"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";

const SCREENS = [
  { href: "/", name: "import" },
  { href: "/history", name: "history" },
  { href: "/connection", name: "connection" },
] as const;

export function Nav() {
  const t = useTranslations("app");
  const here = usePathname();
  return (
    <nav aria-label={t("nav")} className="flex gap-1">
      {SCREENS.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={here === href || (href !== "/" && here.startsWith(`${href}/`)) ? "page" : undefined}
          className="rounded-control px-3 py-1.5 font-medium text-ink-soft hover:bg-sunken hover:text-ink aria-[current]:bg-accent-wash aria-[current]:text-accent"
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
