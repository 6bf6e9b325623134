"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SelectField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { KEEP_DAYS, type KeepDays } from "@/lib/otp/run-list";
import { tell } from "./ask";

/** How long runs are kept. A shorter time deletes runs at once, so it is asked about first. */
export function Retention({ keepDays, onSaved }: { keepDays: KeepDays; onSaved: () => Promise<void> }) {
  const t = useTranslations("runs");
  const [asked, setAsked] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  const save = async (days: KeepDays) => {
    setBusy(true);
    const saved = await tell("POST", "/api/retention", { keepDays: days });
    setFailed(!saved);
    if (saved) await onSaved();
    setAsked(null);
    setBusy(false);
  };
  const choose = (days: KeepDays) => {
    setFailed(false);
    if (days !== null && (keepDays === null || days < keepDays)) setAsked(days);
    else void save(days);
  };
  return (
    <Panel title={t("keepTitle")}>
      <div className="flex flex-col gap-3">
        <SelectField
          className="items-start"
          label={t("keep")}
          hint={t("keepHint")}
          value={asked ?? keepDays ?? ""}
          onChange={({ target: { value } }) =>
            choose(KEEP_DAYS.find((days) => String(days ?? "") === value) ?? null)
          }
        >
          {KEEP_DAYS.map((days) => (
            <option key={days} value={days ?? ""}>
              {days === null ? t("keepAll") : t("keepDays", { days })}
            </option>
          ))}
        </SelectField>
        {failed ? <Notice tone="bad" role="alert" title={t("keepFailed")} /> : null}
      </div>
      <ConfirmDialog
        open={asked !== null}
        title={t("keepAskTitle", { days: asked ?? 0 })}
        confirm={t("keepAskYes")}
        busy={busy}
        onConfirm={() => void save(KEEP_DAYS.find((days) => days === asked) ?? null)}
        onClose={() => setAsked(null)}
      >
        {t("keepAskText", { days: asked ?? 0 })}
      </ConfirmDialog>
    </Panel>
  );
}
