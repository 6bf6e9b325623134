"use client";

import { type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice, type Tone } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { CodeCheck } from "@/lib/otp/code-check";
import { typedCode } from "@/lib/otp/stated-code";
import { CodeInput } from "./code-input";
import { TroubleNotice } from "./trouble-notice";
import { useClockText } from "./use-clock-text";

export type CheckCode = (request: { userId: string; code: string }) => Promise<CodeCheck>;

/** What is wrong: the code that the user reads out, compared with the secret that GenAuth holds. */
export function CheckCodePanel({
  userId,
  check,
  first,
}: {
  userId: string;
  check: CheckCode;
  /** The page has just been opened: the focus belongs here. */
  first: boolean;
}) {
  const t = useTranslations("users");
  const hint = useId();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<CodeCheck | { state: "offline" } | null>(null);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const code = typedCode(field.current?.value ?? "");
    if (code.length !== 6) return setResult({ state: "malformed" });
    setBusy(true);
    setResult(null);
    const found = await check({ userId, code }).catch(() => ({ state: "offline" }) as const);
    setBusy(false);
    setResult(found);
    // The next code is typed over this one.
    field.current?.select();
  }

  return (
    <Panel title={t("checkTitle")}>
      <form onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-3">
        <p id={hint} className="text-ink-soft">
          {t("checkHint")}
        </p>
        <div className="flex flex-wrap items-end gap-2">
          <CodeInput
            ref={field}
            label={t("checkBox")}
            describedBy={hint}
            autoFocus={first}
            onChange={() => setResult(null)}
          />
          <Button type="submit" look="primary" busy={busy}>
            {t("checkNow")}
          </Button>
        </div>
        <div aria-live="polite">{result ? <Result result={result} /> : null}</div>
      </form>
    </Panel>
  );
}

function Result({ result }: { result: CodeCheck | { state: "offline" } }) {
  const t = useTranslations("users");
  const clock = useClockText();
  const said = (tone: Tone, title: string, text: ReactNode = null) => (
    <Notice tone={tone} title={title}>
      {text ? <p>{text}</p> : null}
    </Notice>
  );
  switch (result.state) {
    case "failed":
      return <TroubleNotice trouble={result.trouble} />;
    case "limited":
      return said("warn", t("check.limited", { minutes: Math.ceil(result.seconds / 60) }));
    case "off": {
      // While a code is read out and typed, the next one comes.
      if (Math.abs(result.steps) === 1) return said("good", t("check.right"), t("check.rightEdge"));
      return said("warn", clock(result.steps), t("check.offDo"));
    }
    case "right":
      return said("good", t("check.right"), t("check.rightDo"));
    case "wrong":
      return said("bad", t("check.wrong"), t("check.wrongDo"));
    case "unreadable":
      return said("bad", t("check.unreadable"), t("check.unreadableDo"));
    case "no_otp":
      return said("warn", t("check.no_otp"), t("check.no_otpDo"));
    case "nobody":
      return said("bad", t("check.nobody"));
    case "malformed":
      return said("warn", t("check.malformed"));
    case "offline":
      return said("bad", t("offline"));
  }
}
