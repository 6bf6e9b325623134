"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "use-intl";
import { formatName } from "@/components/import/format-name";
import { ShareBar } from "@/components/table/share-bar";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";
import { ROW_STATES } from "@/lib/sheet/row";
import type { Shape } from "@/lib/sheet/shapes";
import type { SheetNews } from "@/lib/sheet/state";

/** More kinds than this are one bar. */
const MOST_SHAPES = 6;

/** The shape of what has been read: how its rows stand, which formats they came in, and whose parameters they have. */
export function Glance({ state: { counts, shapes, sources } }: { state: SheetNews }) {
  const t = useTranslations();
  const nameOf = useShapeName();
  const all = sources.reduce((sum, { rows }) => sum + rows, 0);
  const formats = new Map<string, number>();
  for (const { format, rows } of sources)
    if (format && rows > 0) formats.set(format, (formats.get(format) ?? 0) + rows);
  const rest = shapes.slice(MOST_SHAPES).reduce((sum, { rows }) => sum + rows, 0);
  const kinds = shapes
    .slice(0, MOST_SHAPES)
    .map(({ shape, rows }) => ({ name: nameOf(shape), rows, works: isGenAuths(shape) }));
  return (
    <div className="flex flex-col gap-3">
      <ShareBar counts={ROW_STATES.map((name) => [name, counts[name]] as const)} />
      <Bars
        title={t("glance.formats")}
        all={all}
        bars={[...formats].map(([id, rows]) => ({ name: formatName(t, id), rows, works: true }))}
      />
      <Bars
        title={t("glance.parameters")}
        all={all}
        bars={rest > 0 ? [...kinds, { name: t("glance.rest"), rows: rest, works: false }] : kinds}
      />
    </div>
  );
}

function isGenAuths({ type, algorithm, digits, period }: Shape): boolean {
  const { type: totp, ...others } = GENAUTH_PARAMETERS;
  return (
    type.toLowerCase() === totp &&
    algorithm === others.algorithm &&
    digits === others.digits &&
    period === others.period
  );
}

function useShapeName() {
  const t = useTranslations("glance");
  return ({ type, algorithm, digits, period, assumed }: Shape) => {
    const kind = type === "TOTP" || type === "HOTP" ? type : t(`${type}Type`);
    const hash = algorithm?.replace("SHA", "SHA-") ?? t("otherAlgorithm");
    const length = digits === null ? t("otherDigits") : t("digits", { digits });
    // A counter has no period.
    const name =
      type === "HOTP"
        ? t("counted", { kind, hash, length })
        : t("timed", {
            kind,
            hash,
            length,
            period: period === null ? t("otherPeriod") : t("period", { period }),
          });
    return assumed ? t("assumed", { name }) : name;
  };
}

function Bars({
  title,
  all,
  bars,
}: {
  title: string;
  all: number;
  /** `works`: GenAuth computes them. */
  bars: readonly { name: string; rows: number; works: boolean }[];
}) {
  const t = useTranslations("glance");
  return (
    <section>
      <h3 className="mb-1 text-sm font-medium text-ink-soft">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {bars.map(({ name, rows, works }) => (
          <li key={name} className="flex flex-col gap-0.5 text-sm">
            <span className="flex justify-between gap-3">
              <span className="min-w-0 break-words">
                {works ? null : <Ban aria-hidden className="mr-1 inline size-3.5 align-[-2px] text-bad" />}
                {name}
              </span>
              <span>{t("rows", { rows })}</span>
            </span>
            <span aria-hidden className="h-1 rounded-full bg-sunken forced-color-adjust-none">
              <span
                className={`block h-1 rounded-full ${works ? "bg-accent" : "bg-bad"}`}
                style={{ width: `${Math.max(1, (rows / Math.max(1, all)) * 100)}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
