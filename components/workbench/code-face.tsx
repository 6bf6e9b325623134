"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CodeRing } from "./code-ring";

/** A code, and how long it holds. */
export function CodeFace({
  code,
  label,
  leftMs,
  period,
  children = null,
}: {
  code: string;
  label: string;
  leftMs: number;
  /** Seconds. */
  period: number;
  children?: ReactNode;
}) {
  const t = useTranslations("proof");
  const half = Math.ceil(code.length / 2);
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <output aria-label={label} className="font-mono text-xl tracking-widest select-all">
        {`${code.slice(0, half)} ${code.slice(half)}`}
      </output>
      <span className="inline-flex items-center gap-1.5 text-ink-soft">
        <CodeRing left={leftMs / (period * 1000)} />
        {t("left", { seconds: Math.ceil(leftMs / 1000) })}
      </span>
      {children}
    </div>
  );
}
