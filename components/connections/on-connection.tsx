"use client";

import { FlaskConical, Plug } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { ConnectionView } from "@/lib/otp/connection-view";
import { ConnectionPicker } from "./connection-picker";
import { holdConnection, otherConnection } from "./tab-connection";

type Props = {
  connections: readonly ConnectionView[];
  /** The one that everything below was drawn with. */
  connection: ConnectionView;
  /** The banner over every screen says already that it is the sandbox, and there is no other. */
  announced: boolean;
  remember: (id: string) => Promise<void>;
  children: ReactNode;
};

/** A screen that works on one pool: which one is always in sight, and a tab stays on it from screen to screen. */
export function OnConnection({ connections, connection, announced, remember, children }: Props) {
  const t = useTranslations("connection");
  const router = useRouter();
  const path = usePathname();
  const asked = useSearchParams().get("connection");
  const { id, name, host, tenantId, sandbox } = connection;
  const other = otherConnection(id, asked);
  const several = connections.length > 1;

  useEffect(() => {
    if (other !== null) {
      router.replace(`${path}?connection=${encodeURIComponent(other)}`);
      return;
    }
    holdConnection(id);
    // So that the tab, loaded again, is where it was.
    if (several && asked !== id)
      window.history.replaceState(null, "", `${path}?connection=${encodeURIComponent(id)}`);
  }, [other, id, several, asked, path, router]);

  // Nothing of another pool is shown, not even for a moment.
  if (other !== null) return null;
  if (announced) return children;
  return (
    <>
      <section
        aria-label={t("target")}
        className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1 print:hidden"
      >
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <Plug aria-hidden className="size-4 shrink-0 self-center text-accent" />
          <span className="text-ink-soft">{t("target")}</span>
          <strong className="font-semibold break-all">{name}</strong>
          <span className="font-mono text-sm break-all text-ink-soft">{host}</span>
          {tenantId ? (
            <span className="text-sm text-ink-soft">{t("targetTenant", { id: tenantId })}</span>
          ) : null}
        </p>
        {sandbox ? (
          <Badge tone="warn" icon={FlaskConical}>
            {t("sandbox")}
          </Badge>
        ) : null}
        {several ? (
          <div className="ml-auto max-w-full">
            <ConnectionPicker connections={connections} current={id} remember={remember} />
          </div>
        ) : null}
      </section>
      {children}
    </>
  );
}
