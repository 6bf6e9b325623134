"use client";

import { LockKeyhole } from "lucide-react";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import { Panel } from "@/components/ui/panel";
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
    <PageFrame title={t("title")} lead={t("lead")} width="narrow">
      <Panel
        title={t("poolTitle")}
        actions={
          <Button look="primary" busy={testing} onClick={run}>
            {t(testing ? "testing" : "test")}
          </Button>
        }
      >
        <Facts
          facts={[
            { name: t("host"), value: <span className="font-mono">{host}</span> },
            { name: t("keyId"), value: <span className="font-mono">{accessKeyId}</span> },
            ...(tenantId ? [{ name: t("tenant"), value: <Tenant id={tenantId} /> }] : []),
          ]}
        />
        <p className="mt-4 flex items-center gap-2 text-ink-soft">
          <LockKeyhole aria-hidden className="size-4 shrink-0" />
          {t("secretNote")}
        </p>
      </Panel>
      <div aria-live="polite">{report ? <Finding report={report} /> : null}</div>
    </PageFrame>
  );
}

function Tenant({ id }: { id: string }) {
  const t = useTranslations("connection");
  return (
    <>
      <span className="font-mono">{id}</span>
      <span className="block text-sm text-ink-soft">{t("tenantNote")}</span>
    </>
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
