"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import {
  OWNER_KINDS,
  type OwnerColumns,
  type OwnerKind,
  type OwnerListView,
} from "@/lib/sheet/assign/owner-list";
import type { ChangeRequest } from "@/lib/sheet/workbench";
import { ChangeForm } from "./change-form";

/** Which column of a list is the key and which the user, as guessed and to be corrected. */
export function AssignColumns({
  list,
  onApply,
  onClose,
}: {
  list: OwnerListView;
  onApply: (request: ChangeRequest) => void;
  onClose: () => void;
}) {
  const t = useTranslations();
  const [columns, setColumns] = useState<OwnerColumns>(list.guess);
  const set = (news: Partial<OwnerColumns>) => setColumns({ ...columns, ...news });
  const same = columns.keyAt === columns.ownerAt;
  const options = list.columns.map(({ name, samples }, at) => (
    <option key={at} value={at}>
      {t("assign.sample", {
        name: name || t("assign.column", { number: at + 1 }),
        samples: samples.filter((sample) => sample !== "").join(", "),
      })}
    </option>
  ));
  return (
    <>
      <p role="status">{t("assign.lines", { lines: list.lines })}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <label className="flex min-w-0 flex-col gap-1">
          {t("assign.key")}
          <Select value={columns.keyAt} onChange={({ target }) => set({ keyAt: Number(target.value) })}>
            {options}
          </Select>
        </label>
        <label className="flex min-w-0 flex-col gap-1">
          {t("assign.owner")}
          <Select value={columns.ownerAt} onChange={({ target }) => set({ ownerAt: Number(target.value) })}>
            {options}
          </Select>
        </label>
        <label className="flex min-w-0 flex-col gap-1">
          {t("assign.says")}
          <Select value={columns.says} onChange={({ target }) => set({ says: target.value as OwnerKind })}>
            {OWNER_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`columns.role.${kind}`)}
              </option>
            ))}
          </Select>
        </label>
        <Checkbox
          label={t("assign.header")}
          className="sm:self-end"
          checked={columns.hasHeader}
          onChange={({ target }) => set({ hasHeader: target.checked })}
        />
      </div>
      {same ? <p className="font-medium text-bad">{t("assign.same")}</p> : null}
      {columns.says === "userId" ? null : <p className="text-ink-soft">{t("assign.find")}</p>}
      <ChangeForm
        request={same ? null : { kind: "assign", ...columns }}
        secrets={false}
        onApply={onApply}
        onClose={onClose}
      />
    </>
  );
}
