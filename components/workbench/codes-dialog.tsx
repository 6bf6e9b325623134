"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { Dialog } from "@/components/ui/dialog";
import type { RowSpan } from "@/lib/sheet/cell-range";
import type { ViewCell } from "@/lib/sheet/faulty-cell";
import { ManyCodes } from "./many-codes";
import { OneCode } from "./one-code";

type Props = {
  /** null: nothing but the row under the cursor. */
  selected: RowSpan | null;
  onGoTo: (cell: ViewCell) => void;
  onClose: () => void;
};

/** Whose code it is, among all rows, and whether a list of codes is right. */
export function CodesDialog({ selected, onGoTo, onClose }: Props) {
  const t = useTranslations("proof");
  // Nobody waits any more for what was asked for last.
  useEffect(() => () => void getSession().client.sheet.endCodes(), []);
  function goTo(index: number) {
    onClose();
    onGoTo({ index, field: "secret" });
  }
  return (
    <Dialog open onClose={onClose} title={t("tool")}>
      <div className="flex flex-col gap-6">
        <p className="text-ink-soft">{t("intro")}</p>
        <OneCode onGoTo={goTo} />
        <ManyCodes selected={selected} onGoTo={goTo} />
      </div>
    </Dialog>
  );
}
