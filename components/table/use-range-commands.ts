"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { ISSUE_CODES } from "@/lib/otp/issue";
import type { CellRange, CellsChanged } from "@/lib/sheet/cell-range";
import { MASK } from "@/lib/sheet/cell-text";
import { ROW_STATES } from "@/lib/sheet/row";
import { readClipboard, writeClipboard } from "./clipboard";
import type { GridPort } from "./grid-port";
import { useSecretClipboard } from "./use-secret-clipboard";

/** A command that has not answered by then says that it is at work. */
const AT_WORK_MS = 400;

type Its = { port: GridPort; range: () => CellRange; say: (message: string) => void };

/** What can be done with the selected cells, each saying what came of it. */
export function useRangeCommands({ port, range, say }: Its) {
  const t = useTranslations();
  const secretClipboard = useSecretClipboard();
  /** Secrets are to leave the page only by a second word. */
  const [asking, setAsking] = useState<"copy" | "cut" | null>(null);
  const words = useMemo(
    () => ({
      state: Object.fromEntries(ROW_STATES.map((state) => [state, t(`state.${state}`)])),
      issue: Object.fromEntries(ISSUE_CODES.map((code) => [code, t(`issueGroup.${code}`)])),
    }),
    [t],
  ) as Parameters<GridPort["copy"]>[1];

  async function working<Result>(result: Promise<Result>): Promise<Result> {
    const timer = setTimeout(() => say(t("grid.working")), AT_WORK_MS);
    try {
      return await result;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether it is on the clipboard. */
  async function toClipboard(its: CellRange, secrets: "copied" | "cut" | null): Promise<boolean> {
    const copying = port.copy(its, words, secrets);
    const text = copying.then((copied) => {
      if (typeof copied === "string") throw new Error("Nothing may be copied.");
      return copied;
    });
    const written = await working(writeClipboard(text));
    const copied = await copying;
    if (copied === "moved") say(t("grid.moved"));
    else if (!written && copied !== "unrecorded") say(t("grid.clipboardRefused"));
    if (!written || typeof copied === "string") return false;
    if (secrets) secretClipboard.watch(copied);
    else secretClipboard.forget();
    return true;
  }

  async function copy(secrets: boolean) {
    const its = range();
    if (its.columns.length === 0 || !(await toClipboard(its, secrets ? "copied" : null))) return;
    const size = { rows: its.end - its.start, columns: its.columns.length };
    if (!hasSecrets(its)) say(t("grid.copied", size));
    else say(secrets ? t("grid.copiedSecrets", size) : t("grid.copiedMasked", { ...size, mask: MASK }));
  }

  async function cut(secrets: boolean) {
    const its = range();
    if (its.columns.length === 0 || !(await toClipboard(its, secrets ? "cut" : null))) return;
    tell(
      t("grid.cut", { rows: its.end - its.start, columns: its.columns.length }),
      await working(port.clear(its)),
    );
  }

  async function change(its: CellRange, done: Promise<CellsChanged>, name: "paste" | "fill" | "clear") {
    if (its.columns.length === 0) return;
    const changed = await working(done);
    const said =
      changed.code === "done" && changed.cells > 0
        ? t(`grid.changed.${name}`, { cells: changed.cells, rows: changed.rows })
        : t("grid.unchanged");
    tell(said, changed);
  }

  function tell(said: string, changed: CellsChanged) {
    if (changed.code === "moved") return say(t("grid.moved"));
    const { locked, removed, fixed, masked, beyond, stopped } = changed;
    const parts = [
      said,
      stopped ? t("grid.stopped") : "",
      locked > 0 ? t("grid.skippedLocked", { cells: locked }) : "",
      removed > 0 ? t("grid.skippedRemoved", { cells: removed }) : "",
      fixed > 0 ? t("grid.skippedFixed", { cells: fixed }) : "",
      masked > 0 ? t("grid.skippedMasked", { cells: masked }) : "",
      beyond > 0 ? t("grid.beyond", { rows: beyond }) : "",
    ];
    say(parts.filter(Boolean).join(" "));
  }

  function paste(text: string) {
    const its = range();
    if (its.columns.length > 0) void change(its, port.paste(its, text), "paste");
  }

  return {
    copy: () => void copy(false),
    cut: () => (hasSecrets(range()) ? setAsking("cut") : void cut(false)),
    askForSecrets: () => setAsking("copy"),
    paste,
    pasteFromMenu: async () => {
      const text = await readClipboard();
      if (text === null) say(t("grid.pasteByKey"));
      else if (text !== "") paste(text);
    },
    fill: () => void change(range(), port.fill(range()), "fill"),
    clear: () => void change(range(), port.clear(range()), "clear"),
    setRemoved: async (removed: boolean) => {
      const done = await working(port.setRangeRemoved(range(), removed));
      if (done.code === "moved") return say(t("grid.moved"));
      const { rows, locked } = done;
      const said = t(removed ? "grid.rowsRemoved" : "grid.rowsRestored", { rows });
      say(locked > 0 ? `${said} ${t("grid.rowsLocked", { rows: locked })}` : said);
    },
    asking,
    /** The admin's answer to whether secrets may go to the clipboard. */
    answer: (yes: boolean) => {
      setAsking(null);
      if (yes) void (asking === "cut" ? cut(true) : copy(true));
    },
    secretClipboard,
  };
}

function hasSecrets({ columns }: CellRange): boolean {
  return columns.includes("secret") || columns.includes("recoveryCode");
}
