"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** Asks once more before secrets go to the clipboard, where every program can read them. */
export function SecretsDialog({
  asking,
  rows,
  onAnswer,
}: {
  asking: "copy" | "cut" | null;
  rows: number;
  onAnswer: (yes: boolean) => void;
}) {
  const t = useTranslations();
  return (
    <Dialog open={asking !== null} onClose={() => onAnswer(false)} title={t("grid.secretsTitle", { rows })}>
      <p>{t("grid.secretsText")}</p>
      {asking === "cut" ? <p className="mt-2">{t("grid.secretsCut")}</p> : null}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => onAnswer(false)}>{t("app.cancel")}</Button>
        <Button look="primary" onClick={() => onAnswer(true)}>
          {t(asking === "cut" ? "grid.secretsCutYes" : "grid.secretsYes")}
        </Button>
      </div>
    </Dialog>
  );
}
