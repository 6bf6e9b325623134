import { useTranslations } from "use-intl";
import { StateBadge } from "@/components/table/state-badge";
import { ROW_FILTERS } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";

/** So many rows of a run are in each state; the rest waits, or never came up. They add up to its rows. */
export function countsOf({ total, received, counts }: RunView): [(typeof ROW_FILTERS)[number], number][] {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const all = { ...counts, waiting: Math.max(0, Math.min(received, total) - done) };
  return ROW_FILTERS.flatMap((state) => {
    const count = all[state] ?? 0;
    return count > 0 ? [[state, count] as [typeof state, number]] : [];
  });
}

/** What became of a run's rows, in numbers. */
export function RunCounts({ run }: { run: RunView }) {
  const t = useTranslations();
  const missing = run.total - run.received;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {countsOf(run).map(([state, count]) => (
        <li key={state} className="flex items-center gap-1.5">
          <StateBadge state={state} />
          <span>{t("run.count", { count })}</span>
        </li>
      ))}
      {missing > 0 ? <li className="text-ink-soft">{t("runs.missing", { rows: missing })}</li> : null}
    </ul>
  );
}
