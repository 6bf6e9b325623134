"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/history/ask";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type AuditCheck, auditCheckSchema } from "@/lib/otp/audit-list";

/** So much of a seal is kept elsewhere: nobody finds another entry with the same in a lifetime. */
const NOTED_DIGITS = 16;

/** Has the server check the whole audit, and says what came of it. */
export function useAuditCheck() {
  const t = useTranslations();
  const [checking, setChecking] = useState(false);
  const [check, setCheck] = useState<AuditCheck | "failed" | null>(null);
  async function verify() {
    setChecking(true);
    setCheck((await ask("/api/audit/verify", auditCheckSchema)) ?? "failed");
    setChecking(false);
  }
  const button = (
    <Button disabled={checking} onClick={() => void verify()}>
      <ShieldCheck aria-hidden className="size-4" />
      {t(checking ? "audit.verifying" : "audit.verify")}
    </Button>
  );
  return { button, notice: check ? <AuditCheckNotice check={check} /> : null };
}

function AuditCheckNotice({ check }: { check: AuditCheck | "failed" }) {
  const t = useTranslations();
  if (check === "failed") return <Notice tone="bad" role="alert" title={t("audit.unverified")} />;
  const { entries } = check;
  if (!check.ok)
    return (
      <Notice tone="bad" role="alert" title={t(`audit.broken.${check.code}`, { id: check.id })}>
        <p>{t("audit.brokenText", { entries })}</p>
      </Notice>
    );
  const mark = `${entries}:${check.seal.slice(0, NOTED_DIGITS)}`;
  return (
    <Notice tone="good" role="status" title={t("audit.whole", { entries })}>
      {entries > 0 ? <p className="break-words">{t("audit.note", { mark })}</p> : null}
    </Notice>
  );
}
