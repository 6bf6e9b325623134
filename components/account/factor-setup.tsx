"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { BackupCodes } from "./backup-codes";
import { QrCode } from "./qr-code";
import type { NewFactor, Refusal, Reply } from "./reply";

/** Setting an authenticator app up: scan, confirm by a code, keep the backup codes. */
export function FactorSetup({
  factor,
  confirm,
  done,
}: {
  factor: NewFactor;
  confirm: (request: { code: string }) => Promise<Reply>;
  done: () => void;
}) {
  const t = useTranslations("account");
  const [confirmed, setConfirmed] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { register, handleSubmit, formState, reset } = useForm({ defaultValues: { code: "" } });
  const submit = handleSubmit(async ({ code }) => {
    const reply = await confirm({ code: code.replace(/\s/g, "") }).catch(
      (): Reply => ({ ok: false, code: "failed" }),
    );
    setRefusal(reply.ok ? null : reply.code);
    if (reply.ok) setConfirmed(true);
    reset();
  });
  if (confirmed) return <BackupCodes codes={factor.backupCodes} done={done} />;
  const key = new URL(factor.uri).searchParams.get("secret") ?? "";
  const missing = formState.errors.code ? t("codeMissing") : undefined;
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <p>{t("scan")}</p>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode text={factor.uri} label={t("qr")} />
        <p className="min-w-40 grow basis-40 text-sm text-ink-soft">
          {t("byHand")}
          <code className="mt-1 block font-mono text-ink break-all">{key.replace(/.{4}(?=.)/g, "$& ")}</code>
        </p>
      </div>
      <TextField
        label={t("code")}
        hint={t("codeHint")}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        className="max-w-64"
        error={missing ?? (refusal ? t(`refused.${refusal === "wrong" ? "code" : refusal}`) : undefined)}
        {...register("code", { required: true, pattern: /^\s*(?:\d\s*){6}$/ })}
      />
      <Button type="submit" look="primary" className="self-start" busy={formState.isSubmitting}>
        {t("confirm")}
      </Button>
    </form>
  );
}
