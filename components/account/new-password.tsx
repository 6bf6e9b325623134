"use client";

import { type ComponentProps, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/ui/field";
import type { Judged } from "@/lib/otp/judge-password";
import { PASSWORD_STRENGTHS, SHORTEST_PASSWORD } from "@/lib/otp/password";
import { judge } from "./judge";

const LOOKS = { weak: "bg-warn", fair: "bg-good", strong: "bg-good" } as const;

type Props = Omit<ComponentProps<typeof TextField>, "label" | "type" | "hint"> & {
  label: string;
  /** What is typed so far. */
  password: string;
  /** What somebody would guess of this person. */
  guesses: readonly string[];
};

/** A field for a new password, which says how hard it is to guess. */
export function NewPassword({ password, guesses, ...field }: Props) {
  const t = useTranslations("password");
  const [judged, setJudged] = useState<Judged | null>(null);
  const known = guesses.join(" ");
  useEffect(() => {
    let stale = false;
    void judge(password, [known]).then((next) => {
      if (!stale) setJudged(next);
    });
    return () => {
      stale = true;
    };
  }, [password, known]);
  const strength = judged?.strength ?? "weak";
  const bars = PASSWORD_STRENGTHS.indexOf(strength) + 1;
  return (
    <div className="flex flex-col gap-2">
      <TextField
        type="password"
        autoComplete="new-password"
        hint={t("hint", { characters: SHORTEST_PASSWORD })}
        {...field}
      />
      <div className="flex items-center gap-3 text-sm text-ink-soft">
        <span aria-hidden className="flex w-24 gap-1 forced-color-adjust-none">
          {PASSWORD_STRENGTHS.map((level, at) => (
            <span
              key={level}
              className={`h-1.5 grow rounded-full ${password !== "" && judged && at < bars ? (judged.problem ? "bg-bad" : LOOKS[strength]) : "bg-line"}`}
            />
          ))}
        </span>
        <span aria-live="polite">
          {password === "" || !judged ? null : t(judged.problem ?? judged.strength)}
        </span>
      </div>
    </div>
  );
}
