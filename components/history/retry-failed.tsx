"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { changeObstacle } from "@/components/connections/tab-connection";
import { FileButton } from "@/components/import/file-button";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type FailedRow, failedRowSchema } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { streamed } from "@/lib/sheet/run-http";
import { sourceName } from "./source-name";

const linesSchema = z.array(failedRowSchema);

/** The rows of a run that another attempt would take; null when the server does not answer. */
async function failedOf(key: string): Promise<FailedRow[] | null> {
  const rows: FailedRow[] = [];
  try {
    for await (const line of streamed(`/api/runs/${key}/failed`, {})) rows.push(...linesSchema.parse(line));
    return rows;
  } catch {
    return null;
  }
}

/**
 * Rows that are not in GenAuth, and the way there: secrets are kept nowhere, so the file is chosen again, and Import holds
 * only these rows of it.
 * @param open how many there are
 * @param onFailed the server has not told which
 */
export function RetryFailed({
  run,
  open,
  accept,
  onFailed,
}: {
  run: RunView;
  open: number;
  accept: string;
  onFailed: () => void;
}) {
  const t = useTranslations();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<"tabHolds" | "none" | "failed" | null>(null);

  async function retry(files: File[]) {
    if (changeObstacle() !== null) return setTrouble("tabHolds");
    setBusy(true);
    const rows = await failedOf(run.key);
    setBusy(false);
    setTrouble(rows === null ? "failed" : rows.length === 0 ? "none" : null);
    if (rows === null) onFailed();
    if (!rows || rows.length === 0) return;
    const { beginRetry } = await import("@/components/import/begin-retry");
    beginRetry(run, rows, files);
    router.push("/");
  }
  const files = run.sources.map((source) => sourceName(t, source)).join(", ");
  return (
    <Notice
      tone="warn"
      title={t("runs.openTitle", { rows: open })}
      actions={
        <>
          <FileButton
            look="primary"
            label={t("retry.chooseFile")}
            accept={accept}
            disabled={busy}
            onFiles={(chosen) => void retry(chosen)}
          />
          <Button busy={busy} onClick={() => void retry([])}>
            {t("retry.onImport")}
          </Button>
        </>
      }
    >
      <p className="max-w-prose">{t("retry.fileNeeded", { files })}</p>
      {run.received < run.total ? (
        <p className="max-w-prose">{t("retry.neverCame", { rows: run.total - run.received })}</p>
      ) : null}
      <p role="status" className="mt-1 font-medium text-bad empty:mt-0">
        {trouble ? t(`retry.${trouble}`) : null}
      </p>
    </Notice>
  );
}
