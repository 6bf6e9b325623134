"use client";

import { FlaskConical, KeyRound, LockKeyhole, Pencil, Trash2, Users } from "lucide-react";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { ManagedConnection } from "@/lib/otp/connection-view";
import { Finding, type Report } from "./finding";

type Props = {
  connection: ManagedConnection;
  /** What its owner may do with it; null for others, and for the environment's. */
  manage: { onChange: () => void; onShare: () => void; onRemove: () => void } | null;
  /** Null: not for this person to know. */
  sharedWith: string | null;
  test: (id: string) => Promise<Report>;
  /** Testing is the first thing to do here: there is nothing else. */
  first: boolean;
};

/** One connection: where it goes, who may use it, whether it works. */
export function ConnectionPanel({ connection, manage, sharedWith, test, first }: Props) {
  const t = useTranslations("connection");
  const [report, setReport] = useState<Report | null>(connection.locked ? { state: "locked" } : null);
  const [testing, startTest] = useTransition();
  const { id, name, host, accessKeyId, tenantId, fixed, sandbox, locked } = connection;

  function run() {
    startTest(async () => {
      setReport(null);
      const found = await test(id).catch((): Report => ({ state: "failed" }));
      startTest(() => setReport(found));
    });
  }

  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="break-all">{name}</span>
          {sandbox ? (
            <Badge tone="warn" icon={FlaskConical}>
              {t("sandbox")}
            </Badge>
          ) : null}
          {locked ? (
            <Badge tone="bad" icon={LockKeyhole}>
              {t("lockedBadge")}
            </Badge>
          ) : null}
        </span>
      }
      actions={
        <Button look={first && !manage ? "primary" : "plain"} busy={testing} onClick={run}>
          {t(testing ? "testing" : "test")}
        </Button>
      }
    >
      <Facts
        facts={[
          { name: t("host"), value: <span className="font-mono">{host}</span> },
          { name: t("keyId"), value: <span className="font-mono">{accessKeyId}</span> },
          ...(tenantId ? [{ name: t("tenant"), value: <Tenant id={tenantId} /> }] : []),
          ...(sharedWith ? [{ name: t("usedBy"), value: sharedWith }] : []),
        ]}
      />
      {fixed ? (
        <p className="mt-4 flex items-start gap-2 text-sm text-ink-soft">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t("fixedNote")}
        </p>
      ) : null}
      <div aria-live="polite" className="not-empty:mt-4">
        {report ? <Finding report={report} /> : null}
      </div>
      {manage ? (
        <div className="mt-4 flex flex-wrap gap-2 border-t border-line pt-4">
          <Button onClick={manage.onChange} look={locked ? "primary" : "plain"}>
            <Pencil aria-hidden className="size-4" />
            {t(locked ? "enterKey" : "change")}
          </Button>
          <Button onClick={manage.onShare}>
            <Users aria-hidden className="size-4" />
            {t("share")}
          </Button>
          <Button onClick={manage.onRemove} className="ml-auto">
            <Trash2 aria-hidden className="size-4" />
            {t("remove")}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function Tenant({ id }: { id: string }) {
  const t = useTranslations("connection");
  return (
    <>
      <span className="font-mono">{id}</span>
      <span className="block text-sm text-ink-soft">{t("tenantNote")}</span>
    </>
  );
}
