"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";
import type { CurrentCode, NoCode } from "@/lib/sheet/prover";
import { CodeRing } from "./code-ring";

/** A code that nobody hides is hidden after this time: somebody may have left the screen. */
const HIDE_MS = 60_000;

/** A row's code and how long it holds, once it is asked for. */
export function RowCode({ id, line }: { id: number; line: number }) {
  const t = useTranslations("proof");
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(false), HIDE_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
        {t(shown ? "hide" : "show")}
      </Button>
      {shown ? <LiveCode id={id} line={line} /> : null}
    </div>
  );
}

function LiveCode({ id, line }: { id: number; line: number }) {
  const t = useTranslations("proof");
  const [current, setCurrent] = useState<CurrentCode | NoCode | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const until = current !== null && typeof current !== "string" ? current.until : 0;
  const over = now >= until;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (!over) return;
    let live = true;
    void getSession()
      .client.sheet.currentCode(id)
      .then((code) => live && setCurrent(code));
    return () => {
      live = false;
    };
  }, [id, over]);
  if (current === null) return null;
  if (typeof current === "string") return <p role="status">{t(`none.${current}`)}</p>;
  const { code, algorithm, digits, period } = current;
  const half = Math.ceil(code.length / 2);
  const theirs =
    algorithm === GENAUTH_PARAMETERS.algorithm &&
    digits === GENAUTH_PARAMETERS.digits &&
    period === GENAUTH_PARAMETERS.period;
  const left = Math.max(0, until - now);
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <output aria-label={t("code", { line })} className="font-mono text-xl tracking-widest select-all">
        {`${code.slice(0, half)} ${code.slice(half)}`}
      </output>
      <span className="inline-flex items-center gap-1.5 text-ink-soft">
        <CodeRing left={left / (period * 1000)} />
        {t("left", { seconds: Math.ceil(left / 1000) })}
      </span>
      {theirs ? null : (
        <p className="font-medium text-warn">
          {t("stated", { algorithm, digits: String(digits), period: String(period) })}
        </p>
      )}
    </div>
  );
}
