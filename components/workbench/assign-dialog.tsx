"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { FileButton } from "@/components/import/file-button";
import { problemText } from "@/components/import/problem-text";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Problem } from "@/lib/formats/problem";
import type { OwnerListView } from "@/lib/sheet/assign/owner-list";
import type { ChangeRequest } from "@/lib/sheet/workbench";
import { AssignColumns } from "./assign-columns";

/** Whose the rows are, by a second list: first the list, then its columns and what it would do. */
export function AssignDialog({
  onApply,
  onClose,
}: {
  onApply: (request: ChangeRequest) => void;
  onClose: () => void;
}) {
  const t = useTranslations();
  const [list, setList] = useState<OwnerListView | Problem | null>(null);
  const use = (blob: Blob) => void getSession().client.sheet.useOwners(blob).then(setList);

  function close() {
    void getSession().client.sheet.useOwners(null);
    onClose();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    use(new Blob([String(new FormData(event.currentTarget).get("list"))]));
  }

  return (
    <Dialog open onClose={close} title={t("assign.tool")}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-soft">{t("assign.text")}</p>
        {list && "columns" in list ? (
          <AssignColumns list={list} onApply={onApply} onClose={close} />
        ) : (
          <form
            onSubmit={onSubmit}
            className="flex flex-col gap-2"
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              const [dropped] = event.dataTransfer.files;
              if (!dropped) return;
              event.preventDefault();
              event.stopPropagation();
              use(dropped);
            }}
          >
            <label className="font-medium" htmlFor="owners">
              {t("assign.paste")}
            </label>
            <textarea
              id="owners"
              name="list"
              rows={6}
              required
              autoComplete="off"
              spellCheck={false}
              placeholder="OATH0001, ann@example.com"
              className="w-full resize-y rounded-control border border-line-strong bg-surface px-3 py-2 font-mono text-[0.8125rem] placeholder:text-ink-soft"
            />
            {list ? (
              <p role="alert" className="font-medium text-bad">
                {problemText(t, list)}
              </p>
            ) : null}
            <div className="flex flex-wrap justify-end gap-2">
              <FileButton
                look="plain"
                label={t("assign.file")}
                accept=".csv,.tsv,.txt"
                onFiles={([file]) => file && use(file)}
              />
              <Button type="submit" look="primary">
                {t("assign.read")}
              </Button>
            </div>
          </form>
        )}
      </div>
    </Dialog>
  );
}
