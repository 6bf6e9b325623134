"use client";

import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { bySeverity } from "@/components/table/cells";
import { useWords } from "@/components/table/use-words";
import { Checkbox } from "@/components/ui/checkbox";
import type { Verdict } from "@/lib/otp/check";
import { ISSUES } from "@/lib/otp/issue";
import { readSecret } from "@/lib/otp/secret";
import type { Candidate } from "./candidate";
import type { FixValues } from "./fix-values";

const MARKS = { error: "text-bad", warning: "text-warn", info: "text-ink-soft" } as const;

/** What there is to say about a secret, in the words of the table, and what may be let through all the same. */
export function IssueList({
  candidate,
  verdict,
  form,
}: {
  candidate: Candidate;
  verdict: Verdict;
  form: UseFormReturn<FixValues>;
}) {
  const t = useTranslations();
  const words = useWords();
  const { record, twins, origin } = candidate;
  const reading = readSecret(record.secret, record.secretEncoding);
  const row = {
    user: record,
    parameters: record,
    recoveryCodes: verdict.recoveryCodes,
    secret: { bits: reading.ok ? reading.bits : 0 },
    issues: twins,
  };
  const file = origin.kind === "record" ? origin.name || t("sources.pasted") : "";
  const has = (code: (typeof verdict.issues)[number]) => verdict.issues.includes(code);
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={t("users.issues")} className="flex flex-col gap-1">
        {bySeverity(verdict.issues).map((code) => (
          <li key={code}>
            <span className={`font-medium ${MARKS[ISSUES[code].level]}`}>
              {t(`level.${ISSUES[code].level}`)}
              {": "}
            </span>
            {words.issue(row, code, () => file)}
          </li>
        ))}
      </ul>
      {has("secret_short") || has("secret_short_accepted") ? (
        <Checkbox label={t("users.acceptShort")} {...form.register("acceptShortSecrets")} />
      ) : null}
      {has("user_inactive") || has("user_inactive_accepted") ? (
        <Checkbox label={t("users.acceptInactive")} {...form.register("acceptInactiveUsers")} />
      ) : null}
    </div>
  );
}
