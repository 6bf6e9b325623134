"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import type { IssueCode } from "@/lib/otp/issue";
import { type FixId, fixOf } from "@/lib/sheet/fixes/registry";
import type { SourceView } from "@/lib/sheet/state";
import type { ChangeRequest } from "@/lib/sheet/workbench";
import { ChangeForm } from "./change-form";

type Props = {
  fix: FixId;
  issue: IssueCode;
  sources: readonly SourceView[];
  onApply: (request: ChangeRequest) => void;
  onClose: () => void;
};

/** One fix: for which rows, and what it would do to them. */
export function FixDialog({ fix: id, issue, sources, onApply, onClose }: Props) {
  const t = useTranslations();
  const fix = fixOf(id);
  const [source, setSource] = useState<number | null>(null);
  const [whole, setWhole] = useState(fix?.reach === "column");
  const withRows = sources.filter(({ rows }) => rows > 0);
  return (
    <Dialog open onClose={onClose} title={t(`fix.${id}`)}>
      <div className="flex flex-col gap-4">
        {withRows.length > 1 || fix?.reach === "column" ? (
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            {withRows.length > 1 ? (
              <label className="flex items-center gap-2">
                {t("preview.source")}
                <Select
                  value={source ?? ""}
                  onChange={({ target }) => setSource(target.value === "" ? null : Number(target.value))}
                >
                  <option value="">{t("preview.allSources")}</option>
                  {withRows.map(({ index, name }) => (
                    <option key={index} value={index}>
                      {name || t("sources.pasted")}
                    </option>
                  ))}
                </Select>
              </label>
            ) : null}
            {fix?.reach === "column" ? (
              <label className="flex items-center gap-2">
                {t("preview.rowsOf")}
                <Select
                  value={whole ? "whole" : "issue"}
                  onChange={({ target }) => setWhole(target.value === "whole")}
                >
                  <option value="whole">{t("preview.wholeColumn")}</option>
                  <option value="issue">{t("preview.withIssue")}</option>
                </Select>
              </label>
            ) : null}
          </div>
        ) : null}
        <ChangeForm
          request={{ kind: "fix", fix: id, issue, source, whole }}
          removes={fix !== undefined && "surplus" in fix}
          secrets={fix?.shows === "secret" || fix?.shows === "recoveryCode"}
          onApply={onApply}
          onClose={onClose}
        />
      </div>
    </Dialog>
  );
}
