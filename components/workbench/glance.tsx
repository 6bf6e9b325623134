"use client";

import { useTranslations } from "use-intl";
import { formatName } from "@/components/import/format-name";
import { ShareBar } from "@/components/table/share-bar";
import type { IssueCode } from "@/lib/otp/issue";
import { ROW_STATES } from "@/lib/sheet/row";
import type { SheetNews } from "@/lib/sheet/state";

/** Rows that GenAuth could not compute, by what is different; and those that do not say. */
const PARAMETERS = [
  { name: "type_hotp", codes: ["type_hotp"] },
  { name: "type_other", codes: ["type_unknown", "type_unsupported"] },
  { name: "algorithm_unsupported", codes: ["algorithm_unsupported"] },
  { name: "digits_unsupported", codes: ["digits_unsupported"] },
  { name: "period_unsupported", codes: ["period_unsupported"] },
  { name: "assumed", codes: ["parameters_assumed"] },
] as const satisfies readonly { name: string; codes: readonly IssueCode[] }[];

/** The shape of what has been read: how its rows stand, which formats they came in, and whose parameters they have. */
export function Glance({ state: { counts, issues, sources } }: { state: SheetNews }) {
  const t = useTranslations();
  const all = sources.reduce((sum, { rows }) => sum + rows, 0);
  const formats = new Map<string, number>();
  for (const { format, rows } of sources)
    if (format && rows > 0) formats.set(format, (formats.get(format) ?? 0) + rows);
  const rowsWith = (codes: readonly IssueCode[]) =>
    issues.reduce((sum, { code, rows }) => sum + (codes.includes(code) ? rows : 0), 0);
  const others = PARAMETERS.map(({ name, codes }) => ({ name, rows: rowsWith(codes) })).filter(
    ({ rows }) => rows > 0,
  );
  return (
    <div className="flex flex-col gap-3">
      <ShareBar counts={ROW_STATES.map((name) => [name, counts[name]] as const)} />
      <Bars
        title={t("glance.formats")}
        all={all}
        bars={[...formats].map(([id, rows]) => ({ name: formatName(t, id), rows }))}
      />
      <Bars
        title={t("glance.parameters")}
        all={all}
        bars={
          others.length > 0
            ? others.map(({ name, rows }) => ({ name: t(`glance.${name}`), rows }))
            : [{ name: t("glance.standard"), rows: all }]
        }
      />
    </div>
  );
}

function Bars({
  title,
  all,
  bars,
}: {
  title: string;
  all: number;
  bars: readonly { name: string; rows: number }[];
}) {
  const t = useTranslations("glance");
  return (
    <section>
      <h3 className="mb-1 text-sm font-medium text-ink-soft">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {bars.map(({ name, rows }) => (
          <li key={name} className="flex flex-col gap-0.5 text-sm">
            <span className="flex justify-between gap-3">
              <span className="min-w-0 break-words">{name}</span>
              <span>{t("rows", { rows })}</span>
            </span>
            <span aria-hidden className="h-1 rounded-full bg-sunken forced-color-adjust-none">
              <span
                className="block h-1 rounded-full bg-accent"
                style={{ width: `${Math.max(1, (rows / Math.max(1, all)) * 100)}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
