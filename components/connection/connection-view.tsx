"use client";

import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Messages } from "@/lib/i18n/catalogue";

type Word = keyof Messages["connection"]["state"];

/** What a test has found. `skewSeconds`: how far the server's clock is ahead, if the answer tells. */
type Report = {
  state: Word;
  otpOn?: boolean | null;
  skewSeconds?: number | null;
  requestId?: string | undefined;
};

/** `tenantId`: null for the whole pool. */
type Props = { host: string; accessKeyId: string; tenantId: string | null; test: () => Promise<Report> };

export function ConnectionView({ host, accessKeyId, tenantId, test }: Props) {
  const t = useTranslations("connection");
  const [report, setReport] = useState<Report | null>(null);
  const [testing, startTest] = useTransition();

  function run() {
    startTest(async () => {
      setReport(null);
      setReport(await test().catch((): Report => ({ state: "failed" })));
    });
  }

  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-4 py-8">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
        <p className="mt-1 text-base text-ink-soft">{t("lead")}</p>
      </div>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 rounded-panel border border-line bg-surface px-5 py-4 sm:grid-cols-[auto_1fr]">
        <dt className="text-ink-soft">{t("host")}</dt>
        <dd className="font-mono break-all">{host}</dd>
        <dt className="text-ink-soft">{t("keyId")}</dt>
        <dd className="font-mono break-all">{accessKeyId}</dd>
        {tenantId ? (
          <>
            <dt className="text-ink-soft">{t("tenant")}</dt>
            <dd>
              <span className="font-mono break-all">{tenantId}</span>
              <span className="block text-ink-soft">{t("tenantNote")}</span>
            </dd>
          </>
        ) : null}
        <dd className="text-ink-soft sm:col-span-2">{t("secretNote")}</dd>
      </dl>
      <Button look="primary" className="self-start" disabled={testing} onClick={run}>
        {t(testing ? "testing" : "test")}
      </Button>
      <div aria-live="polite">{report ? <Finding report={report} /> : null}</div>
    </div>
  );
}

function Finding({ report }: { report: Report }) {
  const t = useTranslations();
  const unchecked = report.state === "ok" && report.otpOn === null;
  const tone =
    report.state === "ok" && !unchecked ? "good" : report.state === "otp_off" || unchecked ? "warn" : "bad";
  const skew = report.skewSeconds ?? null;
  return (
    <Notice tone={tone} title={t(`connection.state.${unchecked ? "ok_unknown" : report.state}`)}>
      {skew !== null && Math.abs(skew) > 60 ? (
        <p>{t(skew > 0 ? "connection.ahead" : "connection.behind", { seconds: Math.abs(skew) })}</p>
      ) : null}
      {report.requestId ? (
        <p className="text-ink-soft">
          {t("outcome.reference", { reference: `requestId ${report.requestId}` })}
        </p>
      ) : null}
    </Notice>
  );
}
