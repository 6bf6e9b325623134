"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { TriangleAlert } from "lucide-react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { COLUMN_ROLES, type ColumnRole, type TablePlan } from "@/lib/formats/format";
import { SECRET_ENCODINGS } from "@/lib/otp/record";
import type { SourceView } from "@/lib/sheet/state";

/** Roles that several columns may have: recovery codes, and in JSON the secrets of several devices. */
const mayRepeat = (role: ColumnRole, plan: TablePlan) =>
  role === "ignore" ||
  role === "recoveryCode" ||
  (plan.delimiter === "" && (role === "secret" || role === "uri"));

const schemaFor = (plan: TablePlan) =>
  z
    .object({
      roles: z.array(z.enum(COLUMN_ROLES)),
      secretEncoding: z.enum(SECRET_ENCODINGS),
      hasHeader: z.boolean(),
    })
    .superRefine(({ roles }, context) => {
      if (!roles.includes("secret") && !roles.includes("uri"))
        context.addIssue({ code: "custom", path: ["roles"], message: "needSecret" });
      const twice = roles.find((role, at) => !mayRepeat(role, plan) && roles.indexOf(role) !== at);
      if (twice) context.addIssue({ code: "custom", path: ["roles"], message: twice });
    });

type Columns = z.infer<ReturnType<typeof schemaFor>>;

/** How the columns of a table are read; the admin's word counts for the rest of the session. */
export function ColumnPanel({
  source,
  plan,
  onUse,
  onCancel,
}: {
  source: SourceView;
  plan: TablePlan;
  onUse: (plan: TablePlan) => void;
  /** Not offered while the columns are in doubt. */
  onCancel: (() => void) | null;
}) {
  const t = useTranslations();
  const { register, handleSubmit, watch, formState } = useForm<Columns>({
    resolver: zodResolver(schemaFor(plan)),
    defaultValues: {
      roles: plan.columns.map(({ role }) => role),
      secretEncoding: plan.secretEncoding,
      hasHeader: plan.hasHeader,
    },
  });
  const problem = formState.errors.roles?.root?.message ?? formState.errors.roles?.message;
  const twice = COLUMN_ROLES.find((role) => role === problem);
  const name = source.name || t("sources.pasted");

  return (
    <form
      aria-label={t("columns.title", { name })}
      className="flex flex-col gap-3 rounded-panel border border-line bg-surface px-4 py-3"
      onSubmit={handleSubmit(({ roles, secretEncoding, hasHeader }) =>
        onUse({
          ...plan,
          secretEncoding,
          hasHeader,
          columns: plan.columns.map((column, at) => ({ ...column, role: roles[at] ?? "ignore" })),
        }),
      )}
    >
      <h2 className="font-semibold">
        {source.unsure ? t("columns.unsureTitle", { name }) : t("columns.title", { name })}
      </h2>
      {source.unsure ? (
        <Notice tone="warn" role="status">
          {plan.doubts.map((doubt) => (
            <p key={doubt}>{t(`columns.doubt.${doubt}`)}</p>
          ))}
        </Notice>
      ) : null}
      <p className="text-ink-soft">{t("columns.intro")}</p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
        {plan.columns.map((column, at) => (
          <label key={`${at} ${column.name}`} className="flex min-w-0 flex-col gap-1">
            <span className="flex min-w-0 items-center gap-1.5 font-medium" title={column.name}>
              <span className="truncate">{column.name || t("columns.noName", { number: at + 1 })}</span>
              {source.unsure && column.doubtful ? (
                <TriangleAlert
                  role="img"
                  aria-label={t("columns.doubtful")}
                  className="size-4 shrink-0 text-warn"
                />
              ) : null}
            </span>
            <span className="truncate font-mono text-[0.8125rem] text-ink-soft">
              {column.samples?.join(", ") || "–"}
            </span>
            <Select {...register(`roles.${at}`)}>
              {COLUMN_ROLES.map((role) => (
                <option key={role} value={role}>
                  {t(`columns.role.${role}`)}
                </option>
              ))}
            </Select>
          </label>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {watch("roles").includes("secret") ? (
          <label className="flex items-center gap-2">
            {t("columns.encoding")}
            <Select {...register("secretEncoding")}>
              {SECRET_ENCODINGS.map((encoding) => (
                <option key={encoding} value={encoding}>
                  {t(`encoding.${encoding}`)}
                </option>
              ))}
            </Select>
          </label>
        ) : null}
        {plan.delimiter === "" ? null : (
          <Checkbox label={t("columns.hasHeader")} {...register("hasHeader")} />
        )}
      </div>
      {problem ? (
        <p role="alert" className="font-medium text-bad">
          {twice ? t("columns.oneEach", { role: t(`columns.role.${twice}`) }) : t("columns.needSecret")}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" look="primary">
          {t("columns.use")}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{t("app.cancel")}</Button> : null}
      </div>
    </form>
  );
}
