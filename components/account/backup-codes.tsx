"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { saveFile } from "@/components/import/save-file";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Backup codes, shown this once. */
export function BackupCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const t = useTranslations("account");
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn" role="status" title={t("backupTitle")}>
        {t("backupText")}
      </Notice>
      <ul aria-label={t("backupCodes")} className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono text-base">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => saveFile(new Blob([`${codes.join("\n")}\n`]), "otp-ferry-backup-codes.txt")}>
          <Download aria-hidden className="size-4" />
          {t("backupSave")}
        </Button>
        <Button look="primary" onClick={done}>
          {t("backupKept")}
        </Button>
      </div>
    </div>
  );
}
