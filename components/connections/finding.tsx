"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { Messages } from "@/lib/i18n/catalogue";

type Word = keyof Messages["connection"]["state"];

/** What a test has found. `skewSeconds`: how far the server's clock is ahead, if the answer tells. */
export type Report = {
  state: Word;
  otpOn?: boolean | null;
  skewSeconds?: number | null;
  requestId?: string | undefined;
};

/** What a test of a connection has found, and what to do about it. */
export function Finding({ report }: { report: Report }) {
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
