"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { patternOf } from "@/lib/sheet/replace/pattern";
import { REPLACE_FIELDS, type ReplaceField, type ReplaceRequest } from "@/lib/sheet/replace/replace-change";
import { ChangeForm } from "./change-form";

const START: ReplaceRequest = {
  kind: "replace",
  field: "userId",
  find: "",
  replacement: "",
  regex: false,
  matchCase: false,
  shownOnly: false,
};

/** Find and replace in one column: what would change is shown while it is typed. */
export function ReplaceDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("replace");
  const [request, setRequest] = useState(START);
  const pattern = patternOf(request);
  const problem = typeof pattern === "string" ? pattern : null;
  const set = (news: Partial<ReplaceRequest>) => setRequest({ ...request, ...news });
  const field =
    "min-h-8 w-full min-w-0 rounded-control border border-line-strong bg-surface px-2 py-1 font-mono text-[0.8125rem]";
  return (
    <Dialog open onClose={onClose} title={t("tool")}>
      <div className="flex flex-col gap-4">
        <div className="grid gap-3 sm:grid-cols-2">
          <label className="flex flex-col gap-1 sm:col-span-2">
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
          <label className="flex flex-col gap-1">
            {t("find")}
            <input
              className={field}
              value={request.find}
              onChange={({ target }) => set({ find: target.value })}
              autoComplete="off"
              spellCheck={false}
            />
          </label>
          <label className="flex flex-col gap-1">
            {t("by")}
            <input
              className={field}
              value={request.replacement}
              onChange={({ target }) => set({ replacement: target.value })}
              autoComplete="off"
              spellCheck={false}
            />
          </label>
          <div className="flex flex-wrap gap-x-6 gap-y-2 sm:col-span-2">
            {(["regex", "matchCase", "shownOnly"] as const).map((name) => (
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
          request={problem ? null : request}
          secrets={request.field === "secret" || request.field === "recoveryCode"}
          onClose={onClose}
        />
      </div>
    </Dialog>
  );
}
