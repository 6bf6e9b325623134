"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";
import type { CurrentCode, NoCode } from "@/lib/sheet/prover";
import { CodeFace } from "./code-face";

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
  const theirs =
    algorithm === GENAUTH_PARAMETERS.algorithm &&
    digits === GENAUTH_PARAMETERS.digits &&
    period === GENAUTH_PARAMETERS.period;
  const left = Math.max(0, until - now);
  return (
    <CodeFace code={code} label={t("code", { line })} leftMs={left} period={period}>
      {theirs ? null : (
        <p className="font-medium text-warn">
          {t("stated", { algorithm, digits: String(digits), period: String(period) })}
        </p>
      )}
    </CodeFace>
  );
}
