"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { Refusal, Reply } from "./reply";

/** Asks for the password again, before something changes that keeps others out. */
export function PasswordAsk({
  why,
  submit,
  ask,
  cancel,
}: {
  why: string;
  submit: string;
  ask: (password: string) => Promise<Reply<unknown>>;
  cancel: () => void;
}) {
  const t = useTranslations();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { register, handleSubmit, formState, reset } = useForm({ defaultValues: { password: "" } });
  const onSubmit = handleSubmit(async ({ password }) => {
    const reply = await ask(password).catch((): Reply => ({ ok: false, code: "failed" }));
    setRefusal(reply.ok ? null : reply.code);
    if (!reply.ok) reset();
  });
  const missing = formState.errors.password ? t("signIn.passwordMissing") : undefined;
  return (
    <form noValidate onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-3">
      <p>{why}</p>
      <TextField
        label={t("signIn.password")}
        type="password"
        autoComplete="current-password"
        autoFocus
        className="max-w-72"
        error={missing ?? (refusal ? t(`account.refused.${refusal}`) : undefined)}
        {...register("password", { required: true })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={formState.isSubmitting}>
          {submit}
        </Button>
        <Button onClick={cancel}>{t("app.cancel")}</Button>
      </div>
    </form>
  );
}
