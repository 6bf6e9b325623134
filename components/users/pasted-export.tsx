"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

/** More than a secret was pasted: read as an export. */
export function PastedExport({ onRead, onClear }: { onRead: () => void; onClear: () => void }) {
  const t = useTranslations("users");
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-panel border border-line bg-canvas px-4 py-3">
      <p className="min-w-0 grow basis-60">{t("pastedExport")}</p>
      <Button look="primary" onClick={onRead}>
        {t("readExport")}
      </Button>
      <Button onClick={onClear}>{t("otherWay")}</Button>
    </div>
  );
}
