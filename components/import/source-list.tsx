"use client";

import { Columns3, FileText, X } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { Button, IconButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SourceView } from "@/lib/sheet/state";
import { formatName } from "./format-name";

/** What was dropped or pasted: recognised as what, how many rows, and what is wrong with those that cannot be read. */
export function SourceList({
  sources,
  locked,
  onColumns,
  onDrop,
}: {
  sources: SourceView[];
  locked: boolean;
  onColumns: (source: SourceView) => void;
  onDrop: (source: SourceView) => void;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const nameOf = (source: SourceView) => source.name || t("sources.pasted");
  const failed = sources.filter(({ problem }) => problem);
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={t("sources.title")} className="flex flex-wrap gap-2">
        {sources
          .filter((source) => source.status !== "failed" || source.rows > 0)
          .map((source) => (
            <li
              key={source.index}
              className="flex min-w-0 items-center gap-2 rounded-control border border-line bg-surface py-0.5 pr-1 pl-3"
            >
              <FileText aria-hidden className="size-4 shrink-0 text-ink-soft" />
              <span className="min-w-0 truncate font-medium">{nameOf(source)}</span>
              <span className="whitespace-nowrap text-ink-soft">
                {source.format ? `${formatName(t, source.format)} · ` : ""}
                {source.status === "reading"
                  ? t("sources.reading", { percent: format.number(source.read, { style: "percent" }) })
                  : t("sources.rows", { rows: source.rows })}
              </span>
              {source.plan ? (
                <Button
                  look="quiet"
                  disabled={locked || source.status === "reading"}
                  onClick={() => onColumns(source)}
                  className="px-2"
                >
                  <Columns3 aria-hidden className="size-4" />
                  {t("sources.columns")}
                </Button>
              ) : null}
              <IconButton
                label={t("sources.remove", { name: nameOf(source) })}
                disabled={locked}
                onClick={() => onDrop(source)}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
      </ul>
      {failed.map((source) =>
        source.problem ? (
          <Notice key={source.index} tone="bad" role="alert" title={nameOf(source)}>
            <div className="flex items-start justify-between gap-4">
              <p>{t(`problem.${source.problem.problem}`, { app: "", line: 0, ...source.problem.values })}</p>
              {source.rows === 0 ? (
                <IconButton
                  label={t("sources.remove", { name: nameOf(source) })}
                  onClick={() => onDrop(source)}
                >
                  <X aria-hidden className="size-4" />
                </IconButton>
              ) : null}
            </div>
          </Notice>
        ) : null,
      )}
    </div>
  );
}
