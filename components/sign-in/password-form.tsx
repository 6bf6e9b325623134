"use client";

import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

type Fields = { email: string; password: string };

export function PasswordForm({ enter }: { enter: (fields: Fields) => Promise<void> }) {
  const t = useTranslations("signIn");
  const { register, handleSubmit, formState, resetField } = useForm<Fields>({
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (fields) => {
    await enter(fields);
    resetField("password");
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        label={t("email")}
        type="email"
        autoComplete="username"
        autoFocus
        error={errors.email ? t("emailMissing") : undefined}
        {...register("email", { required: true, pattern: /^\S+@\S+$/ })}
      />
      <TextField
        label={t("password")}
        type="password"
        autoComplete="current-password"
        error={errors.password ? t("passwordMissing") : undefined}
        {...register("password", { required: true })}
      />
      <Button type="submit" look="primary" busy={isSubmitting}>
        {t("enter")}
      </Button>
    </form>
  );
}
