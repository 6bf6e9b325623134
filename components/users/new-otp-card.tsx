"use client";

import { Printer } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useLostFocus } from "@/components/ui/use-lost-focus";
import { writeKeyUri } from "@/lib/otp/new-otp";
import { QrCode } from "./qr-code";

type Props = { name: string; issuer: string; account: string; secret: string; recoveryCode: string };

/** A secret that was made here, for the user to scan, or to print: the only time that anybody sees it. */
export function NewOtpCard({ name, issuer, account, secret, recoveryCode }: Props) {
  const t = useTranslations("users");
  const card = useRef<HTMLElement>(null);
  useLostFocus("made", () => card.current);
  const uri = writeKeyUri({ issuer, account, secret });
  const facts: [string, string][] = [
    [t("card.account"), `${issuer} · ${account}`],
    [t("card.secret"), secret.replace(/.{4}(?=.)/g, "$& ")],
    ...(recoveryCode === "" ? [] : [[t("card.recovery"), recoveryCode] as [string, string]]),
    [t("card.uri"), uri],
  ];
  return (
    <div className="flex flex-col gap-3">
      <div className="print:hidden">
        <Notice tone="info" title={t("card.once")} />
      </div>
      <section
        ref={card}
        tabIndex={-1}
        data-print-only
        aria-label={t("card.title", { name })}
        className="flex flex-wrap gap-5 rounded-panel border border-line bg-surface p-4"
      >
        <QrCode text={uri} label={t("card.qr")} />
        <div className="min-w-0 grow basis-64">
          <h3 className="mb-2 font-semibold break-words">{t("card.title", { name })}</h3>
          <ol className="mb-3 flex list-decimal flex-col gap-0.5 pl-5">
            <li>{t("card.scan")}</li>
            <li>{t("card.readOut")}</li>
          </ol>
          <dl className="flex flex-col gap-1.5">
            {facts.map(([term, value]) => (
              <div key={term}>
                <dt className="text-sm text-ink-soft">{term}</dt>
                <dd className="font-mono text-sm [overflow-wrap:anywhere] select-all">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
      <Button className="self-start print:hidden" onClick={() => window.print()}>
        <Printer aria-hidden className="size-4" />
        {t("card.print")}
      </Button>
    </div>
  );
}
