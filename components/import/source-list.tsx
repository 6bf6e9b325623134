"use client";

import { Columns3, FileText, X } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { Button, IconButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import type { SourceView } from "@/lib/sheet/state";
import { formatName } from "./format-name";
import { missingParts } from "./missing-parts";
import { problemText } from "./problem-text";

/** What was dropped or pasted: recognised as what, how many rows, and what is wrong with those that cannot be read. */
export function SourceList({
  sources,
  locked,
  onColumns,
  onReadAs,
  onDrop,
}: {
  sources: SourceView[];
  locked: boolean;
  onReadAs: (source: SourceView, formatId: string) => void;
  onColumns: (source: SourceView) => void;
  onDrop: (source: SourceView) => void;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const nameOf = (source: SourceView) => source.name || t("sources.pasted");
  const failed = sources.filter(({ status }) => status === "failed");
  const incomplete = missingParts(sources);
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={t("sources.title")} className="flex flex-wrap gap-2">
        {sources
          .filter((source) => source.status !== "failed" || source.rows > 0)
          .map((source) => (
            <li
              key={source.index}
              className="flex min-w-0 max-w-full flex-wrap items-center gap-x-2 rounded-control border border-line bg-surface py-0.5 pr-1 pl-3"
            >
              <span className="flex min-w-0 items-center gap-2">
                <FileText aria-hidden className="size-4 shrink-0 text-ink-soft" />
                <span className="truncate font-medium" title={nameOf(source)}>
                  {nameOf(source)}
                </span>
              </span>
              <span className="min-w-0 grow truncate text-ink-soft">
                {source.format && source.candidates.length < 2 ? `${formatName(t, source.format)} · ` : ""}
                {source.status === "reading"
                  ? t("sources.reading", { percent: format.number(source.read, { style: "percent" }) })
                  : source.rows === 0 && source.users > 0
                    ? t("sources.users", { users: source.users })
                    : t("sources.rows", { rows: source.rows })}
              </span>
              {source.candidates.length > 1 ? (
                <Select
                  aria-label={t("sources.readAs", { name: nameOf(source) })}
                  value={source.format ?? ""}
                  disabled={locked || source.ran || source.status === "reading"}
                  onChange={(event) => onReadAs(source, event.target.value)}
                  className="min-h-7 py-0"
                >
                  {source.candidates.map((id) => (
                    <option key={id} value={id}>
                      {formatName(t, id)}
                    </option>
                  ))}
                </Select>
              ) : null}
              <span className="ml-auto flex items-center gap-1">
                {source.plan ? (
                  <Button
                    look="quiet"
                    disabled={locked || source.ran || source.status === "reading"}
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
              </span>
            </li>
          ))}
      </ul>
      {incomplete.map(({ id, missing, of }) => (
        <Notice key={id} tone="warn" role="status">
          {t("sources.missingParts", { missing: format.list(missing.map((index) => String(index + 1))), of })}
        </Notice>
      ))}
      {sources.map((source) =>
        source.secondFile && source.status === "ready" ? (
          <Notice key={source.index} tone="warn" role="status" title={nameOf(source)}>
            <p className="break-words">{t(`secondFile.${source.secondFile}`)}</p>
          </Notice>
        ) : null,
      )}
      {failed.map((source) =>
        source.problem ? (
          <Notice key={source.index} tone="bad" role="alert" title={nameOf(source)}>
            <div className="flex items-start justify-between gap-4">
              <p>{problemText(t, source.problem)}</p>
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
