"use client";

import { useForm } from "react-hook-form";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { SourceView } from "@/lib/sheet/state";
import { formatName } from "./format-name";
import { problemText } from "./problem-text";

/** Asks for the password or key of a protected source. The field is emptied at once; the worker keeps nothing. */
export function UnlockPanel({
  source,
  onUnlock,
  onCancel,
}: {
  source: SourceView;
  onUnlock: (unlock: string) => void;
  onCancel: () => void;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const { register, handleSubmit, reset, watch } = useForm({ defaultValues: { unlock: "" } });
  const name = source.name || t("sources.pasted");
  const busy = source.status === "unlocking";
  const id = `unlock-${source.index}`;
  return (
    <form
      aria-label={t("unlock.title", { name })}
      className="flex flex-col gap-2 rounded-panel border border-line bg-surface px-4 py-3"
      onSubmit={handleSubmit(({ unlock }) => {
        reset();
        onUnlock(unlock);
      })}
    >
      <h2 className="font-semibold">{t("unlock.title", { name })}</h2>
      <p className="text-ink-soft">{t("unlock.intro")}</p>
      <label htmlFor={id} className="font-medium">
        {t(`unlock.${source.lock ?? "password"}`, { app: formatName(t, source.format ?? "") })}
      </label>
      <div className="flex flex-wrap gap-2">
        <Input
          id={id}
          type="password"
          autoComplete="off"
          disabled={busy}
          aria-invalid={source.problem !== null}
          aria-describedby={source.problem ? `${id}-problem` : undefined}
          className="w-full max-w-md font-mono"
          {...register("unlock")}
        />
        <Button type="submit" look="primary" disabled={busy || watch("unlock") === ""}>
          {busy
            ? t("unlock.unlocking", { percent: format.number(source.read, { style: "percent" }) })
            : t("unlock.submit")}
        </Button>
        {busy ? <Button onClick={onCancel}>{t("app.cancel")}</Button> : null}
      </div>
      {source.problem ? (
        <p id={`${id}-problem`} role="alert" className="font-medium text-bad">
          {problemText(t, source.problem)}
        </p>
      ) : null}
    </form>
  );
}
