"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

type Kind = "totp" | "backup";

/** The second step of a sign-in. */
export function CodeForm({
  enter,
  back,
}: {
  enter: (request: { kind: Kind; code: string }) => Promise<void>;
  back: () => void;
}) {
  const t = useTranslations("signIn");
  const [kind, setKind] = useState<Kind>("totp");
  const { register, handleSubmit, formState, reset } = useForm<{ code: string }>({
    defaultValues: { code: "" },
  });
  const { errors, isSubmitting } = formState;
  const totp = kind === "totp";
  const submit = handleSubmit(async ({ code }) => {
    await enter({ kind, code: totp ? code.replace(/\s/g, "") : code.trim() });
    reset();
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        key={kind}
        label={t(totp ? "code" : "backupCode")}
        hint={t(totp ? "codeHint" : "backupHint")}
        inputMode={totp ? "numeric" : "text"}
        autoComplete="one-time-code"
        autoFocus
        spellCheck={false}
        error={errors.code ? t(totp ? "codeMissing" : "backupMissing") : undefined}
        {...register("code", { required: true, ...(totp && { pattern: /^\s*(?:\d\s*){6}$/ }) })}
      />
      <Button type="submit" look="primary" busy={isSubmitting}>
        {t("enter")}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          look="quiet"
          onClick={() => {
            reset();
            setKind(totp ? "backup" : "totp");
          }}
        >
          {t(totp ? "useBackup" : "useApp")}
        </Button>
        <Button look="quiet" onClick={back}>
          {t("back")}
        </Button>
      </div>
    </form>
  );
}
