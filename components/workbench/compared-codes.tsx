"use client";

import { useTranslations } from "use-intl";
import type { CodesCompared, Compared } from "@/lib/sheet/prover";

type Verdict = Compared["verdict"];

const LOOKS: Record<Verdict["state"], string> = {
  right: "text-good",
  off: "text-warn",
  wrong: "text-bad",
  not_code: "text-bad",
  no_row: "text-ink-soft",
  several_rows: "text-ink-soft",
  no_code: "text-ink-soft",
};

/** What came of a list of codes: in numbers, and line by line. */
export function ComparedCodes({
  compared: { counts, lines, uncoded },
  onGoTo,
}: {
  compared: CodesCompared;
  onGoTo: (index: number) => void;
}) {
  const t = useTranslations();
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { right, off, wrong } = counts;
  return (
    <>
      <div role="status">
        <p className="font-medium">
          {t("proof.summary", { right, off, wrong, rest: all - right - off - wrong })}
        </p>
        {uncoded > 0 ? <p className="text-warn">{t("proof.uncoded", { rows: uncoded })}</p> : null}
        {all > lines.length ? (
          <p className="text-ink-soft">{t("proof.worstFirst", { lines: lines.length })}</p>
        ) : null}
      </div>
      {lines.length > 0 ? (
        <section
          aria-label={t("proof.results")}
          className="max-h-64 overflow-auto rounded-control border border-line"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (WCAG 2.1.1).
          tabIndex={0}
        >
          <table className="w-full">
            <thead className="sticky top-0 bg-sunken text-left text-ink-soft">
              <tr>
                {(["given", "row", "verdict"] as const).map((name) => (
                  <th key={name} scope="col" className="px-3 py-1">
                    {t(`proof.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line, at) => (
                <Line key={at} {...line} onGoTo={onGoTo} />
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </>
  );
}

function Line({ given, row, verdict, onGoTo }: Compared & { onGoTo: (index: number) => void }) {
  const t = useTranslations();
  return (
    <tr className="border-t border-line">
      <td className="max-w-40 truncate px-3 py-1">{given || "–"}</td>
      <td className="max-w-48 truncate px-3 py-1">
        {row && row.index >= 0 ? (
          <button
            type="button"
            aria-label={t("proof.goTo", { line: row.line })}
            className="text-accent underline underline-offset-2"
            onClick={() => onGoTo(row.index)}
          >
            {t("preview.line", { line: row.line })}
          </button>
        ) : null}
        {row && row.index < 0 ? t("preview.line", { line: row.line }) : null}
        {row ? ` ${row.name}` : "–"}
      </td>
      <td className={`px-3 py-1 font-medium ${LOOKS[verdict.state]}`}>
        {verdict.state === "off"
          ? t(verdict.by < 0 ? "proof.behind" : "proof.ahead", { steps: Math.abs(verdict.by) })
          : t(`proof.state.${verdict.state}`)}
      </td>
    </tr>
  );
}
