"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/history/ask";
import { LiveRun } from "@/components/history/live-run";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { runListSchema } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";

const LOOK_MS = 1_000;

/** Runs that go on without this tab: it was loaded again, or another one began them. `own`: the one of this tab. */
export function OtherRuns({ own }: { own: string }) {
  const t = useTranslations("runs");
  const [runs, setRuns] = useState<readonly RunView[]>([]);
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const found = await ask("/api/runs?state=live", runListSchema);
      if (left) return;
      setRuns(found?.runs ?? []);
      // Another one is only looked for when the page is opened; one that is there is followed to its end.
      if (found?.runs.length) timer = setTimeout(() => void look(), LOOK_MS);
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);
  const others = runs.filter(({ key }) => key !== own);
  if (others.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-4 pt-4">
      {others.map((run) => (
        <LiveRun key={run.key} run={run}>
          <Link href={`/history/${run.key}`} className={buttonClass()}>
            {t("show")}
          </Link>
        </LiveRun>
      ))}
    </div>
  );
}
