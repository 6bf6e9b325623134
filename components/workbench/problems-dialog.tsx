"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useRevealRecord } from "@/components/import/reveal-record";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useProblemFiles } from "./use-problem-files";

type Props = { sourceName: (index: number) => string; onClose: () => void };

/** The rows with problems as files: how many, of which source, and whether with their secrets. */
export function ProblemsDialog({ sourceName, onClose }: Props) {
  const t = useTranslations();
  const [files, setFiles] = useState<{ source: number; rows: number }[] | null>(null);
  const [secrets, setSecrets] = useState(false);
  const [working, setWorking] = useState(false);
  const save = useProblemFiles(sourceName);
  const record = useRevealRecord();
  useEffect(() => {
    let live = true;
    void getSession()
      .client.sheet.problemCounts()
      .then((counts) => live && setFiles(counts));
    return () => {
      live = false;
    };
  }, []);

  async function download() {
    setWorking(true);
    const rows = (files ?? []).reduce((sum, file) => sum + file.rows, 0);
    if (secrets && !(await record({ kind: "saved", rows, line: null, userId: null })))
      return setWorking(false);
    for (const { source } of files ?? []) await save(source, secrets);
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={t("roundTrip.title")}>
      <div className="flex flex-col gap-4">
        <p>{t("roundTrip.text")}</p>
        <ul className="list-disc pl-5">
          {files?.map(({ source, rows }) => (
            <li key={source}>{t("roundTrip.rows", { name: sourceName(source), rows })}</li>
          ))}
        </ul>
        {files?.length === 0 ? <p>{t("roundTrip.none")}</p> : null}
        <Checkbox
          label={t("roundTrip.secrets")}
          checked={secrets}
          onChange={(event) => setSecrets(event.target.checked)}
        />
        {secrets ? (
          <Notice tone="warn" role="status">
            {t("roundTrip.warning")}
          </Notice>
        ) : (
          <p className="text-ink-soft">{t("roundTrip.without")}</p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button
            look="primary"
            disabled={working || !files || files.length === 0}
            onClick={() => void download()}
          >
            {working ? t("roundTrip.working") : t("roundTrip.download", { files: files?.length ?? 0 })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
