"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ColumnPanel } from "@/components/import/column-panel";
import { problemText } from "@/components/import/problem-text";
import { UnlockPanel } from "@/components/import/unlock-panel";
import { nameOf } from "@/components/table/use-words";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { PoolUserView } from "@/lib/otp/pool-user-view";
import { LOOKUP_KINDS } from "@/lib/otp/user-lookup";
import { EVERYTHING } from "@/lib/sheet/query";
import type { RowView } from "@/lib/sheet/row-view";
import type { Revealed } from "@/lib/sheet/sheet";
import type { SheetState, SourceView } from "@/lib/sheet/state";
import { type Candidate, candidateOf } from "./candidate";
import type { Export } from "./use-export";

type Props = {
  its: Export;
  state: SheetState;
  user: PoolUserView;
  onPick: (candidate: Candidate) => void;
  /** A record whose secret cannot be read: it has to be typed right. */
  onUnreadable: (revealed: Revealed) => void;
  onClose: () => void;
};

const isTheirs = (row: RowView, user: PoolUserView) =>
  LOOKUP_KINDS.some(
    (kind) => row.user[kind] !== "" && row.user[kind].toLowerCase() === user[kind].toLowerCase(),
  );

/** What was read out of a file: what stands in the way of it, or its records, to pick the user's. */
export function ExportPicker({ its, state, user, onPick, onUnreadable, onClose }: Props) {
  const t = useTranslations();
  const [search, setSearch] = useState<string | null>(null);
  const [source] = state.sources;
  const rows = state.sources.reduce((sum, one) => sum + one.rows, 0);
  const reading = state.sources.some(({ status }) => status === "reading");
  const sheet = its.current()?.sheet;

  const pick = async (row: RowView) => {
    const revealed = await sheet?.reveal(row.id);
    const from = state.sources.find(({ index }) => index === row.source);
    if (!revealed || !from) return;
    const candidate = candidateOf(row, revealed, { name: from.name, size: from.size });
    if (candidate) onPick(candidate);
    else onUnreadable(revealed);
  };

  // A QR code has one record, and there is nothing to choose.
  const only = !reading && rows === 1 && !source?.unsure ? state.window.rows[0] : undefined;
  const picked = useRef(false);
  useEffect(() => {
    if (!only || picked.current) return;
    picked.current = true;
    void pick(only);
  });

  // The record that names the user is looked for by each of their names, until somebody looks for something else.
  const names = [...new Set(LOOKUP_KINDS.map((kind) => user[kind]).filter((name) => name !== ""))];
  const [tried, setTried] = useState(0);
  const wanted = search ?? names[tried] ?? "";
  useEffect(() => {
    if (reading || rows < 2) return;
    its.current()?.show({ ...EVERYTHING, search: wanted });
  }, [its.current, reading, rows, wanted]);
  const answered = state.query.search === wanted;
  useEffect(() => {
    if (search === null && !reading && rows > 1 && answered && state.viewLength === 0 && tried < names.length)
      setTried(tried + 1);
  }, [search, reading, rows, answered, state.viewLength, tried, names.length]);

  if (!source || (reading && rows === 0)) return <Skeleton label={t("users.reading")} lines={2} />;
  if (source.status === "failed" && source.problem) {
    return (
      <Notice tone="bad" role="alert" title={problemText(t, source.problem)}>
        <Button className="mt-2" onClick={onClose}>
          {t("users.otherWay")}
        </Button>
      </Notice>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Obstacles source={source} its={its} onClose={onClose} />
      {rows > 1 && !source.unsure ? (
        <>
          <TextField
            type="search"
            label={t("users.pickSearch", { rows })}
            hint={t("users.pickHint")}
            autoComplete="off"
            value={wanted}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-panel border border-line">
            {state.window.rows.map((row) => (
              <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
                <span className="text-sm text-ink-soft">{t("preview.line", { line: row.line })}</span>
                <span className="min-w-0 grow break-words">{nameOf(row) || t("users.nameless")}</span>
                {isTheirs(row, user) ? (
                  <span className="text-sm text-good">{t("users.pickTheirs")}</span>
                ) : null}
                <Button aria-label={t("users.pickLine", { line: row.line })} onClick={() => void pick(row)}>
                  {t("users.pick")}
                </Button>
              </li>
            ))}
            {answered && state.viewLength === 0 ? (
              <li className="px-3 py-2 text-ink-soft">{t("users.pickNothing")}</li>
            ) : null}
          </ul>
          <Button className="self-start" onClick={onClose}>
            {t("users.otherWay")}
          </Button>
        </>
      ) : null}
    </div>
  );
}

/** A password that is missing, or columns that nobody can be sure of. */
function Obstacles({ source, its, onClose }: { source: SourceView; its: Export; onClose: () => void }) {
  const sheet = its.current()?.sheet;
  if (source.status === "locked" || source.status === "unlocking") {
    return (
      <UnlockPanel
        source={source}
        onUnlock={(unlock) => void sheet?.unlock(source.index, unlock)}
        onCancel={() => (source.status === "unlocking" ? void sheet?.cancelUnlock(source.index) : onClose())}
      />
    );
  }
  if (source.unsure && source.plan) {
    return (
      <ColumnPanel
        source={source}
        plan={source.plan}
        onUse={(plan) => void sheet?.useColumns(source.index, plan)}
        onCancel={null}
      />
    );
  }
  return null;
}
