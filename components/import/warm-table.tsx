"use client";

import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { GridPort } from "@/components/table/grid-port";
import { RowsTable } from "@/components/table/rows-table";
import type { Undo } from "@/components/workbench/use-undo";
import { Workbench } from "@/components/workbench/workbench";
import { EMPTY_STATE } from "@/lib/sheet/client";
import type { RowView } from "@/lib/sheet/row-view";
import { newView } from "@/lib/sheet/source-view";
import type { SheetState, SourceView } from "@/lib/sheet/state";
import { Choices } from "./choices";
import { FilterBar } from "./filter-bar";
import { Inspector } from "./inspector";
import { SourceDesk } from "./source-desk";

const ROWS = Array.from({ length: 40 }, (_, id): RowView => {
  const blocked = id % 2 === 0;
  return {
    id,
    revision: 1,
    source: 0,
    line: id + 2,
    state: blocked ? "blocked" : "ready",
    outcome: null,
    lock: null,
    user: { userId: "", email: "", phone: "", username: "", externalId: "", label: "", issuer: "" },
    parameters: { type: "", algorithm: "", digits: "", period: "" },
    secret: { bits: blocked ? 0 : 160, given: true },
    recoveryCodes: 1,
    device: "",
    member: null,
    issues: blocked ? [{ code: "secret_not_base32", twin: null }] : [],
  };
});

const SOURCE: SourceView = {
  ...newView(0, "users.csv", 0),
  format: "delimited",
  candidates: ["delimited"],
  rows: ROWS.length,
};

const STATE: SheetState = {
  ...EMPTY_STATE,
  sources: [SOURCE],
  counts: { ...EMPTY_STATE.counts, ready: 20, blocked: 20 },
  issues: [{ code: "secret_not_base32", rows: 20 }],
  viewLength: ROWS.length,
  window: { start: 0, rows: ROWS },
};

const nothing = () => undefined;
const never = () => new Promise<never>(nothing);
const PORT: GridPort = {
  look: nothing,
  sortBy: nothing,
  onActive: nothing,
  onRange: nothing,
  currentText: never,
  edit: nothing,
  reveal: nothing,
  openUser: nothing,
  setRemoved: nothing,
  copy: never,
  paste: never,
  fill: never,
  clear: never,
  stopWork: nothing,
  setRangeRemoved: never,
  findLine: never,
};
const UNDO: Undo = { told: null, undo: nothing, redo: nothing, apply: nothing };
const noName = () => null;

/**
 * Draws an invented table once, in no document: so the code that draws is compiled when the first rows come, which would
 * else wait for it. The worker does likewise (lib/sheet/warm-up.ts).
 */
export function WarmTable() {
  const [nowhere] = useState(() => document.createElement("div"));
  const [warm, setWarm] = useState(false);
  useEffect(() => setWarm(true), []);
  if (warm) return null;
  return createPortal(
    <>
      <SourceDesk state={STATE} locked={false} held={false} accept="" onFiles={nothing} onImport={nothing} />
      <FilterBar state={STATE} show={nothing} />
      <Workbench
        state={STATE}
        locked={false}
        undo={UNDO}
        show={nothing}
        choices={() => (
          <Choices state={STATE} locked={false} choose={nothing} onKeep={nothing} deviceNames={never} />
        )}
        sourceName={() => ""}
        activeId={null}
        selected={noName}
        onGoTo={nothing}
      >
        <RowsTable state={STATE} port={PORT} sourceName={noName} goTo={null} place={null} />
        {ROWS.slice(0, 2).map((row) => (
          <Inspector key={row.id} row={row} sourceName={() => ""} />
        ))}
      </Workbench>
    </>,
    nowhere,
  );
}
