"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { browserOf } from "./user-agent";

/** Times are ISO 8601. */
export type OwnSession = { id: string; current: boolean; userAgent: string; since: string; seen: string };

/** Where one is signed in, and a way to end each. */
export function SessionsPanel({
  sessions,
  end,
}: {
  sessions: readonly OwnSession[];
  end: (request: { id: string }) => Promise<boolean>;
}) {
  const t = useTranslations("account");
  const format = useFormatter();
  const router = useRouter();
  const [ending, setEnding] = useState<string | null>(null);
  const [said, setSaid] = useState<"endGone" | "endFailed" | null>(null);
  const time = (iso: string) => format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "short" });

  async function finish(id: string) {
    setEnding(id);
    setSaid(
      await end({ id }).then(
        (ended) => (ended ? null : "endGone"),
        () => "endFailed" as const,
      ),
    );
    router.refresh();
    setEnding(null);
  }

  return (
    <Panel title={t("sessions")}>
      <div role="alert" className="mb-3 empty:hidden">
        {said ? <Notice tone={said === "endGone" ? "info" : "bad"} title={t(said)} /> : null}
      </div>
      <ul className="flex flex-col divide-y divide-line">
        {sessions.map(({ id, current, userAgent, since, seen }) => {
          const browser = browserOf(userAgent) ?? t("browser");
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0">
              <div className="min-w-0 grow">
                <p className="font-medium">{browser}</p>
                <p className="text-sm text-ink-soft">
                  {t("since", { since: time(since), seen: time(seen) })}
                </p>
              </div>
              {current ? (
                <span className="text-sm text-ink-soft">{t("thisOne")}</span>
              ) : (
                <Button
                  busy={ending === id}
                  aria-label={t("endOne", { browser, since: time(since) })}
                  onClick={() => void finish(id)}
                >
                  {t("end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
