"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCommands } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type DoubtsReply, doubtsReplySchema } from "@/lib/otp/doubts";
import type { RunView } from "@/lib/otp/run-view";

type Seen = { verified: number; stopped: number; mismatch: number; unknown: number };
type Refusal = Extract<DoubtsReply, { ok: false }>["code"] | "failed";

const NOTHING: Seen = { verified: 0, stopped: 0, mismatch: 0, unknown: 0 };

async function askFor(key: string, after: number, signal: AbortSignal): Promise<DoubtsReply | null> {
  try {
    const body = JSON.stringify({ after });
    const response = await fetch(`/api/runs/${key}/doubts`, { method: "POST", body, signal });
    return response.ok ? doubtsReplySchema.parse(await response.json()) : null;
  } catch {
    return null;
  }
}

/**
 * Rows of a run that has ended of which nobody knows whether GenAuth holds them: has the server look again.
 * @param onSeen the run has other counts now
 */
export function LookAgain({ run, onSeen }: { run: RunView; onSeen: () => void }) {
  const t = useTranslations();
  const { unknown = 0 } = run.counts;
  const [busy, setBusy] = useState(false);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const left = useRef(new AbortController());
  useEffect(() => {
    left.current = new AbortController();
    return () => left.current.abort();
  }, []);

  async function look() {
    const { signal } = left.current;
    setBusy(true);
    setRefusal(null);
    setSeen(null);
    let sum = NOTHING;
    for (let after: number | null = -1; after !== null && !signal.aborted; ) {
      const reply = await askFor(run.key, after, signal);
      if (!reply?.ok) {
        setRefusal(reply?.code ?? "failed");
        // Somebody may have deleted it.
        if (reply === null) onSeen();
        break;
      }
      sum = {
        verified: sum.verified + reply.verified,
        stopped: sum.stopped + reply.stopped,
        mismatch: sum.mismatch + reply.mismatch,
        unknown: sum.unknown + reply.unknown,
      };
      setSeen(sum);
      onSeen();
      after = reply.last;
    }
    setBusy(false);
  }
  useCommands(unknown > 0 && !busy ? [{ label: t("runs.look"), run: () => void look() }] : []);
  if (unknown === 0 && !seen) return null;
  const why =
    refusal === null
      ? null
      : refusal === "failed"
        ? t("runs.lookFailed")
        : refusal === "no_connection"
          ? t("runs.lookNoConnection")
          : t(`halt.${refusal}`);
  return (
    <Notice
      tone={unknown > 0 || (seen?.mismatch ?? 0) > 0 ? "warn" : "good"}
      title={unknown > 0 ? t("runs.unknownTitle", { rows: unknown }) : t("runs.settledTitle")}
      actions={
        unknown > 0 ? (
          <Button busy={busy} onClick={() => void look()}>
            {t("runs.look")}
          </Button>
        ) : null
      }
    >
      {unknown > 0 ? <p>{t("runs.unknownText")}</p> : null}
      <div role="status">
        {seen ? <p className="mt-1 font-medium">{t("runs.seen", seen)}</p> : null}
        {why ? <p className="mt-1 font-medium text-bad">{why}</p> : null}
      </div>
    </Notice>
  );
}
