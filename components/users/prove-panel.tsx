"use client";

import { type ReactNode, useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { CodeFace } from "@/components/workbench/code-face";
import { clockOffset } from "@/lib/otp/clock-offset";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";
import type { SecretEncoding } from "@/lib/otp/record";
import { MAX_REASON } from "@/lib/otp/run-view";
import { readSecret, secretBytes } from "@/lib/otp/secret";
import { typedCode } from "@/lib/otp/stated-code";
import { totpCode } from "@/lib/otp/totp";
import { CodeInput } from "./code-input";
import type { FixValues } from "./fix-values";
import { useClockText } from "./use-clock-text";

type Props = {
  form: UseFormReturn<FixValues>;
  /** Canonical base32; "" while there is nothing that could be saved. */
  secret: string;
  /** What was typed, and the other encodings in which it can be read. */
  typed: { text: string; encodings: readonly SecretEncoding[] };
  /** The user has an OTP that this one would take the place of. */
  replaces: boolean;
  busy: boolean;
  onSubmit: () => void;
  /** What became of it. */
  children: ReactNode;
};

/** The proof: the code of the new secret, and the one that the user reads out. Then it is saved. */
export function ProvePanel({ form, secret, typed, replaces, busy, onSubmit, children }: Props) {
  const t = useTranslations("users");
  const { register, watch, formState } = form;
  const unproven = watch("unproven");
  const { errors } = formState;
  return (
    <Panel title={t("proveTitle")}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
        className="flex flex-col gap-4"
      >
        {secret === "" ? <p className="text-ink-soft">{t("proveNothing")}</p> : <Now secret={secret} />}
        {unproven ? null : (
          <div className="flex flex-col gap-2">
            <div className="flex flex-wrap items-end gap-3">
              <CodeInput
                label={t("proveBox")}
                aria-invalid={errors.code ? true : undefined}
                {...register("code")}
              />
              <div aria-live="polite" className="min-w-0 grow basis-48 pb-1.5">
                <Compared form={form} secret={secret} typed={typed} />
              </div>
            </div>
            {errors.code ? (
              <p role="alert" className="text-sm text-bad">
                {t("fix.needsCode")}
              </p>
            ) : null}
          </div>
        )}
        <Checkbox label={t("unproven")} hint={t("unprovenHint")} {...register("unproven")} />
        {unproven ? (
          <TextField
            label={t("reason")}
            hint={t("reasonHint")}
            error={errors.reason ? t("fix.needsReason") : undefined}
            maxLength={MAX_REASON}
            autoComplete="off"
            {...register("reason")}
          />
        ) : null}
        <Button type="submit" look="primary" className="self-start" disabled={secret === ""} busy={busy}>
          {t(replaces ? "replace" : "save")}
        </Button>
        {children}
      </form>
    </Panel>
  );
}

/** The code of the secret right now, as the user's authenticator has to show it. */
function Now({ secret }: { secret: string }) {
  const t = useTranslations("users");
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const { period } = GENAUTH_PARAMETERS;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm font-medium text-ink-soft">{t("codeNow")}</p>
      <CodeFace
        code={totpCode(secretBytes(secret), now)}
        label={t("codeNow")}
        leftMs={period * 1000 - (now % (period * 1000))}
        period={period}
      />
    </div>
  );
}

/** How the user's code compares; of an ambiguous text also with what else it could be read as. */
function Compared({ form, secret, typed }: Pick<Props, "form" | "secret" | "typed">) {
  const t = useTranslations();
  const clock = useClockText();
  const code = typedCode(form.watch("code"));
  if (secret === "" || code.length !== GENAUTH_PARAMETERS.digits) return null;
  const steps = clockOffset(secretBytes(secret), code, Date.now());
  if (steps !== null && Math.abs(steps) <= 1)
    return <p className="font-medium text-good">{t("users.proves")}</p>;
  if (steps !== null)
    return <p className="font-medium text-warn">{`${t("users.provesOff")} ${clock(steps)}`}</p>;
  const other = typed.encodings.find((encoding) => {
    const reading = readSecret(typed.text, encoding);
    return reading.ok && clockOffset(secretBytes(reading.canonical), code, Date.now()) !== null;
  });
  if (!other) return <p className="font-medium text-bad">{t("users.provesNot")}</p>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="font-medium text-warn">{t("users.provesOther", { encoding: t(`encoding.${other}`) })}</p>
      <Button onClick={() => form.setValue("encoding", other)}>{t("users.readSo")}</Button>
    </div>
  );
}
