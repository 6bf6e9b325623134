"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type CellRange, FIELD_OF } from "@/lib/sheet/cell-range";
import { patternOf } from "@/lib/sheet/replace/pattern";
import { REPLACE_FIELDS, type ReplaceField, type ReplaceRequest } from "@/lib/sheet/replace/replace-change";
import type { ChangeRequest } from "@/lib/sheet/workbench";
import { ChangeForm } from "./change-form";

type Props = {
  /** null: nothing but the cell under the cursor. */
  selected: CellRange | null;
  /** How many rows the table has, and shows. */
  rows: { all: number; shown: number };
  onApply: (request: ChangeRequest) => void;
  onClose: () => void;
};

const AMONG = ["all", "shown", "selected"] as const;
type Among = (typeof AMONG)[number];

/** Find and replace in one column: what would change is shown while it is typed. */
export function ReplaceDialog({ selected, rows, onApply, onClose }: Props) {
  const t = useTranslations("replace");
  const [request, setRequest] = useState<Omit<ReplaceRequest, "among">>({
    kind: "replace",
    field: fieldOf(selected) ?? "userId",
    find: "",
    replacement: "",
    regex: false,
    matchCase: false,
  });
  const [among, setAmong] = useState<Among>(selected ? "selected" : "all");
  const counts = { ...rows, selected: selected ? selected.end - selected.start : 0 };
  const pattern = patternOf(request);
  const problem = typeof pattern === "string" ? pattern : null;
  const set = (news: Partial<typeof request>) => setRequest({ ...request, ...news });
  return (
    <Dialog open onClose={onClose} title={t("tool")}>
      <div className="flex flex-col gap-4">
        <div className="grid gap-3 sm:grid-cols-2">
          <label className="flex min-w-0 flex-col gap-1">
            {t("field")}
            <Select
              value={request.field}
              onChange={({ target }) => set({ field: target.value as ReplaceField })}
            >
              {REPLACE_FIELDS.map((name) => (
                <option key={name} value={name}>
                  {t(`fields.${name}`)}
                </option>
              ))}
            </Select>
          </label>
          <label className="flex min-w-0 flex-col gap-1">
            {t("among")}
            <Select value={among} onChange={({ target }) => setAmong(target.value as Among)}>
              {AMONG.filter((name) => name !== "selected" || selected).map((name) => (
                <option key={name} value={name}>
                  {t(`of.${name}`, { rows: counts[name] })}
                </option>
              ))}
            </Select>
          </label>
          <label className="flex flex-col gap-1">
            {t("find")}
            <Input
              className="w-full min-w-0 font-mono text-[0.8125rem]"
              value={request.find}
              onChange={({ target }) => set({ find: target.value })}
              autoComplete="off"
              spellCheck={false}
            />
          </label>
          <label className="flex flex-col gap-1">
            {t("by")}
            <Input
              className="w-full min-w-0 font-mono text-[0.8125rem]"
              value={request.replacement}
              onChange={({ target }) => set({ replacement: target.value })}
              autoComplete="off"
              spellCheck={false}
            />
          </label>
          <div className="flex flex-wrap gap-x-6 gap-y-2 sm:col-span-2">
            {(["regex", "matchCase"] as const).map((name) => (
              <Checkbox
                key={name}
                label={t(name)}
                checked={request[name]}
                onChange={({ target }) => set({ [name]: target.checked })}
              />
            ))}
          </div>
        </div>
        {request.regex ? <p className="text-ink-soft">{t("groups")}</p> : null}
        {problem ? (
          <p role="status" className={problem === "empty" ? "text-ink-soft" : "font-medium text-bad"}>
            {t(`problem.${problem}`)}
          </p>
        ) : null}
        <ChangeForm
          request={problem ? null : { ...request, among: among === "selected" ? (selected ?? "all") : among }}
          secrets={request.field === "secret" || request.field === "recoveryCode"}
          onApply={onApply}
          onClose={onClose}
        />
      </div>
    </Dialog>
  );
}

/** The field that a selection within one column is about. */
function fieldOf(selected: CellRange | null): ReplaceField | null {
  const [column, ...others] = selected?.columns ?? [];
  return column && others.length === 0 ? (FIELD_OF[column] ?? null) : null;
}
