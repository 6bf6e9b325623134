"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { typedCode } from "@/lib/otp/stated-code";
import type { CodeVerdict, NoCode } from "@/lib/sheet/prover";

/** Whether a code that the user reads out is this row's, and by how much the clock that made it is off. */
export function RowCheck({ id }: { id: number }) {
  const t = useTranslations("proof");
  const [verdict, setVerdict] = useState<CodeVerdict | NoCode | "none_typed" | null>(null);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    if (typedCode(code) === "") return setVerdict("none_typed");
    void getSession().client.sheet.checkCode(id, code).then(setVerdict);
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-2">
      <CodeField onType={() => setVerdict(null)} />
      <Button type="submit">{t("check")}</Button>
      <p role="status" className={look(verdict)}>
        {verdict === null ? null : verdict === "none_typed" ? (
          t("noCode")
        ) : typeof verdict === "string" ? (
          t(`none.${verdict}`)
        ) : (
          <Said verdict={verdict} />
        )}
      </p>
    </form>
  );
}

function look(verdict: CodeVerdict | string | null): string {
  if (verdict === null || typeof verdict === "string") return "text-ink-soft";
  if (verdict.off === null) return "font-medium text-bad";
  return verdict.off === 0 ? "font-medium text-good" : "font-medium text-warn";
}

function Said({ verdict: { off, period } }: { verdict: CodeVerdict }) {
  const t = useTranslations("proof");
  if (off === null) return t("wrong");
  if (off === 0) return t("right");
  const steps = Math.abs(off);
  return t(off < 0 ? "slow" : "fast", { steps, seconds: steps * period });
}

/** The field for one code. */
export function CodeField({ onType }: { onType: () => void }) {
  const t = useTranslations("proof");
  return (
    <label className="flex items-center gap-2">
      {t("box")}
      <Input
        name="code"
        inputMode="numeric"
        autoComplete="off"
        maxLength={16}
        onChange={onType}
        className="w-32 font-mono tracking-widest"
      />
    </label>
  );
}
