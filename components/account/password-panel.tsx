"use client";

import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { judge } from "./judge";
import { NewPassword } from "./new-password";
import type { Refusal, Reply } from "./reply";

type Fields = { current: string; next: string };

/** Changing one's own password. */
export function PasswordPanel({
  about,
  change,
}: {
  about: readonly string[];
  change: (request: Fields) => Promise<Reply>;
}) {
  const t = useTranslations();
  const [changed, setChanged] = useState(false);
  const { register, handleSubmit, formState, control, setError, reset } = useForm<Fields>({
    defaultValues: { current: "", next: "" },
  });
  const { next = "" } = useWatch({ control });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (fields) => {
    const reply = await change(fields).catch((): Reply => ({ ok: false, code: "failed" }));
    setChanged(reply.ok);
    if (reply.ok) reset();
    else {
      const old = reply.code === "wrong" || reply.code === "later" || reply.code === "failed";
      setError(old ? "current" : "next", { message: reply.code });
    }
  });
  const refusal = (message: string | undefined) => (message || "short") as Refusal;
  return (
    <Panel title={t("account.password")}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex max-w-80 flex-col gap-4">
        <div role="status" className="empty:hidden">
          {changed ? <Notice tone="good" title={t("account.passwordChanged")} /> : null}
        </div>
        <TextField
          label={t("account.current")}
          type="password"
          autoComplete="current-password"
          error={
            errors.current
              ? errors.current.message
                ? t(`account.refused.${refusal(errors.current.message)}`)
                : t("signIn.passwordMissing")
              : undefined
          }
          {...register("current", { required: true })}
        />
        <NewPassword
          label={t("account.next")}
          password={next}
          guesses={about}
          error={errors.next ? t(`account.refused.${refusal(errors.next.message)}`) : undefined}
          {...register("next", {
            validate: async (password) => (await judge(password, about))?.problem ?? true,
          })}
        />
        <Button type="submit" look="primary" className="self-start" busy={isSubmitting}>
          {t("account.change")}
        </Button>
      </form>
    </Panel>
  );
}
