"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";
import { secretBytes } from "@/lib/otp/secret";
import { totpCode } from "@/lib/otp/totp";
import type { RowView } from "@/lib/sheet/row-view";
import type { Revealed } from "@/lib/sheet/sheet";

/** One row's secret, by explicit wish, with the code it makes now; gone with the dialog. */
export function RevealDialog({
  row,
  revealed,
  onClose,
}: {
  row: RowView;
  revealed: Revealed;
  onClose: () => void;
}) {
  const t = useTranslations("reveal");
  const computable = revealed.secret !== "" && !row.issues.some(({ code }) => isAboutParameters(code));
  return (
    <Dialog open onClose={onClose} title={t("title", { line: row.line })}>
      <dl className="flex flex-col gap-3">
        <Item name={t("asWritten")} value={revealed.secretText} />
        {revealed.secret === "" ? null : <Item name={t("canonical")} value={revealed.secret} />}
        {revealed.recoveryCode === "" ? null : <Item name={t("recovery")} value={revealed.recoveryCode} />}
        {computable ? <CurrentCode secret={revealed.secret} /> : <p>{t("noCode")}</p>}
      </dl>
    </Dialog>
  );
}

const PARAMETERS: readonly string[] = ["type", "algorithm", "digits", "period"];

/** Whether GenAuth would compute other codes than the user's authenticator shows. */
function isAboutParameters(code: IssueCode): boolean {
  return PARAMETERS.includes(ISSUES[code].field);
}

function Item({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="font-mono break-all select-all">{value}</dd>
    </div>
  );
}

function CurrentCode({ secret }: { secret: string }) {
  const t = useTranslations("reveal");
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const period = GENAUTH_PARAMETERS.period;
  const seconds = period - (Math.floor(now / 1000) % period);
  const code = totpCode(secretBytes(secret), now);
  return (
    <div>
      <dt className="text-ink-soft">{t("code")}</dt>
      <dd className="font-mono text-2xl tracking-widest">{`${code.slice(0, 3)} ${code.slice(3)}`}</dd>
      <dd className="text-ink-soft">{t("codeHint", { seconds })}</dd>
    </div>
  );
}
