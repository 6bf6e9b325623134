"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { Proof, Refusal, Reply } from "./reply";

/** Asks for the password again, and a code of the second factor there is, before something changes that keeps others out. */
export function PasswordAsk({
  why,
  submit,
  withCode,
  ask,
  cancel,
}: {
  why: string;
  submit: string;
  withCode: boolean;
  ask: (proof: Proof) => Promise<Reply<unknown>>;
  cancel: () => void;
}) {
  const t = useTranslations();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { register, handleSubmit, formState, reset } = useForm({ defaultValues: { password: "", code: "" } });
  const onSubmit = handleSubmit(async (proof) => {
    const reply = await ask(proof).catch((): Reply => ({ ok: false, code: "failed" }));
    setRefusal(reply.ok ? null : reply.code);
    if (!reply.ok) reset();
  });
  const missing = formState.errors.password ? t("signIn.passwordMissing") : undefined;
  const said = refusal ? t(`account.refused.${refusal}`) : undefined;
  const aboutCode = refusal === "code";
  return (
    <form noValidate onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-3">
      <p>{why}</p>
      <TextField
        label={t("signIn.password")}
        type="password"
        autoComplete="current-password"
        autoFocus
        className="max-w-72"
        error={missing ?? (aboutCode ? undefined : said)}
        {...register("password", { required: true })}
      />
      {withCode ? (
        <TextField
          label={t("account.code")}
          hint={t("account.codeOrBackup")}
          autoComplete="one-time-code"
          className="max-w-72"
          error={formState.errors.code ? t("account.codeOrBackupMissing") : aboutCode ? said : undefined}
          {...register("code", { required: true })}
        />
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={formState.isSubmitting}>
          {submit}
        </Button>
        <Button onClick={cancel}>{t("app.cancel")}</Button>
      </div>
    </form>
  );
}
