"use client";

import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { judge } from "@/components/account/judge";
import { NewPassword } from "@/components/account/new-password";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { PasswordProblem } from "@/lib/otp/password";

export type Newcomer = { name: string; email: string; password: string };

/** Name, e-mail address and password of somebody who becomes a person. */
export function JoinForm({
  email,
  join,
}: {
  /** The address that the invitation is for; null where anybody's will do. */
  email: string | null;
  /** Null when it has worked. */
  join: (fields: Newcomer) => Promise<PasswordProblem | "taken" | "failed" | null>;
}) {
  const t = useTranslations();
  const [failed, setFailed] = useState(false);
  const { register, handleSubmit, formState, control, setError } = useForm<Newcomer>({
    defaultValues: { name: "", email: email ?? "", password: "" },
  });
  const fields = useWatch({ control });
  const about = [fields.name ?? "", fields.email ?? ""];
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const problem = await join(values);
    setFailed(problem === "failed");
    if (problem === "taken") setError("email", { message: problem });
    else if (problem !== null && problem !== "failed") setError("password", { message: problem });
  });
  const check = async (password: string, values: Newcomer) =>
    (await judge(password, [values.name, values.email]))?.problem ?? true;
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {failed ? <Notice tone="bad" role="alert" title={t("signIn.said.failed")} /> : null}
      <TextField
        label={t("welcome.name")}
        autoComplete="name"
        autoFocus
        error={errors.name ? t("welcome.nameMissing") : undefined}
        {...register("name", { required: true, maxLength: 100 })}
      />
      <TextField
        label={t("signIn.email")}
        type="email"
        autoComplete="username"
        readOnly={email !== null}
        error={
          errors.email
            ? t(errors.email.message === "taken" ? "welcome.emailTaken" : "signIn.emailMissing")
            : undefined
        }
        {...register("email", { required: true, pattern: /^\S+@\S+$/ })}
      />
      <NewPassword
        label={t("signIn.password")}
        password={fields.password ?? ""}
        guesses={about}
        error={errors.password ? t(`password.${problemOf(errors.password.message)}`) : undefined}
        {...register("password", { validate: check })}
      />
      <Button type="submit" look="primary" busy={isSubmitting}>
        {t("welcome.join")}
      </Button>
    </form>
  );
}

const problemOf = (message: string | undefined) => (message ?? "short") as PasswordProblem;
