"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Link } from "@/components/ui/link";
import type { Role } from "@/lib/otp/role";
import { useCommands } from "./commands";
import { screensOf } from "./screens";

export function Nav({ role }: { role: Role }) {
  const t = useTranslations("app");
  const words = useTranslations("palette");
  const here = usePathname();
  const router = useRouter();
  const screens = screensOf(role);
  useCommands(
    screens.map(({ href, name }) => ({
      label: words("goTo", { screen: t(name) }),
      run: () => router.push(href),
      everywhere: true,
    })),
  );
  return (
    <nav
      aria-label={t("nav")}
      className="flex min-w-0 gap-1 self-stretch overflow-x-auto max-sm:order-3 max-sm:-mx-3 max-sm:w-screen max-sm:px-2"
    >
      {screens.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={here === href || (href !== "/" && here.startsWith(`${href}/`)) ? "page" : undefined}
          className="flex min-h-11 items-center border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-bar-ink-soft -outline-offset-4 hover:text-bar-ink aria-[current]:border-beacon aria-[current]:text-bar-ink sm:min-h-12 forced-colors:border-[Canvas] forced-colors:aria-[current]:border-[Highlight]"
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
