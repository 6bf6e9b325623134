"use client";

import { Ship } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useCommands } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { SheetNews } from "@/lib/sheet/state";
import { FileButton } from "./file-button";

type Props = {
  state: SheetNews;
  locked: boolean;
  /** Not yet: other rows may be ready than those that are to be sent. */
  held: boolean;
  unsure: boolean;
  accept: string;
  onFiles: (files: File[]) => void;
  onImport: () => void;
  onClear: () => void;
  children: ReactNode;
};

/** What can be done with the sources as a whole: add to them, import them, start over. */
export function ActionBar(props: Props) {
  const { state, locked, held, unsure, accept, onFiles, onImport, onClear, children } = props;
  const t = useTranslations();
  const [asking, setAsking] = useState(false);
  const ready = state.counts.ready;
  const reading = state.sources.some(({ status }) => status === "reading");
  const importLabel = locked
    ? t("run.running")
    : unsure
      ? t("run.checkColumns")
      : ready === 0
        ? t("run.nothing")
        : t("run.import", { rows: ready });
  // What is sent is what was seen: not the half of a change that is still being made.
  const importable = !locked && !held && !reading && !state.working && !unsure && ready > 0;
  useCommands([
    ...(importable ? [{ label: importLabel, run: onImport }] : []),
    ...(locked ? [] : [{ label: t("sources.clear"), run: () => setAsking(true) }]),
  ]);
  return (
    <div className="flex flex-wrap items-start gap-2">
      <div className="min-w-0 grow basis-80">{children}</div>
      <div className="flex flex-wrap gap-2">
        <FileButton
          look="plain"
          label={t("start.addFiles")}
          accept={accept}
          onFiles={onFiles}
          disabled={locked}
        />
        <Button disabled={locked} onClick={() => setAsking(true)}>
          {t("sources.clear")}
        </Button>
        <Button look="primary" disabled={!importable} onClick={onImport}>
          <Ship aria-hidden className="size-4" />
          {importLabel}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={t("sources.clearTitle")}
        confirm={t("sources.clearYes")}
        onConfirm={() => {
          setAsking(false);
          onClear();
        }}
        onClose={() => setAsking(false)}
      >
        {t("sources.clearText")}
      </ConfirmDialog>
    </div>
  );
}
