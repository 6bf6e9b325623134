"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRevealRecord } from "@/components/import/reveal-record";
import { Button } from "@/components/ui/button";
import type { ChangeRequest } from "@/lib/sheet/workbench";
import { PreviewBody } from "./preview-body";
import { usePreview } from "./use-preview";
import { WorkDone } from "./work-done";

type Props = {
  /** null: it is not known yet what to do. */
  request: ChangeRequest | null;
  removes?: boolean;
  /** Its examples are secrets, masked until the admin asks to see them. */
  secrets: boolean;
  onApply: (request: ChangeRequest) => void;
  onClose: () => void;
};

/** The end of every dialog that changes rows: first what it would do, then the button that does it. */
export function ChangeForm({ request, removes = false, secrets, onApply, onClose }: Props) {
  const t = useTranslations();
  const asked = JSON.stringify(request);
  /** The change of which the secrets are to be seen: those of another are others. */
  const [revealed, setRevealed] = useState<string | null>(null);
  const reveal = revealed === asked;
  const preview = usePreview(request, reveal);
  const record = useRevealRecord();
  async function toggle(rows: number) {
    const seen = !reveal && (await record({ kind: "previewed", rows, line: null, userId: null }));
    setRevealed(seen ? asked : null);
  }
  function apply() {
    if (!request) return;
    onApply(request);
    // How far it is, and what came of it, is told beside the table.
    onClose();
  }
  return (
    <div className="flex flex-col gap-4">
      {request && !preview ? (
        <>
          <p role="status">{t("preview.looking")}</p>
          <WorkDone />
        </>
      ) : null}
      {preview ? <PreviewBody preview={preview} removes={removes} /> : null}
      {secrets && preview && preview.changed > 0 ? (
        <Button
          look="quiet"
          className="self-start"
          aria-pressed={reveal}
          onClick={() => void toggle(preview.changed)}
        >
          {reveal ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
          {t(reveal ? "preview.hide" : "preview.reveal")}
        </Button>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="grow text-ink-soft">
          {preview && preview.changed > 0 ? t("preview.undoHint") : null}
        </span>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button
          look="primary"
          disabled={!preview || preview.changed === 0 || preview.stopped}
          onClick={apply}
        >
          {t(removes ? "preview.applyRemoval" : "preview.apply", { rows: preview?.changed ?? 0 })}
        </Button>
      </div>
    </div>
  );
}
