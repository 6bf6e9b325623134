"use client";

import { useTranslations } from "use-intl";
import { referenceText } from "@/components/import/reference";
import { outcomeSentence } from "@/components/table/outcome-sentence";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice, type Tone } from "@/components/ui/notice";
import type { FinalOutcome } from "@/lib/otp/outcome";
import { useClockText } from "./use-clock-text";
import type { Saving } from "./use-save";
import { userHref } from "./user-name";

type Props = {
  name: string;
  saving: Saving;
  /** By how many steps the code was off that proved it; 0 without one. */
  steps: number;
  /** The user may not sign in at all. */
  inactive: boolean;
  /** A recovery code was to be saved with it. */
  recovery: boolean;
  onAgain: () => void;
  /** The user has an OTP that was left alone, or nobody could see whether: asks before it is sent all the same. */
  onReplace: (before: "replace" | "blind") => void;
  onListen: () => void;
  /** Saves it although another user has the same secret. */
  onShare: () => void;
};

function toneOf({ state }: FinalOutcome): Tone {
  if (state === "verified") return "good";
  return state === "refused" || state === "mismatch" ? "bad" : "warn";
}

/** What became of the OTP, why, and what to do next: the sentences of the table. */
export function SavedNotice(props: Props) {
  const { name, saving, steps, inactive, recovery, onAgain, onReplace, onListen, onShare } = props;
  const t = useTranslations();
  const clock = useClockText();
  if (saving.phase === "idle") return null;
  if (saving.phase === "saving") return <p role="status">{t("users.saving")}</p>;
  if (saving.phase === "shared") {
    return (
      <Notice tone="warn" role="alert" title={t("users.failed.shared")}>
        {saving.userId === null ? null : (
          <Link href={userHref(saving.userId)} className="text-accent hover:underline">
            {t("users.openOther", { userId: saving.userId })}
          </Link>
        )}
        <div className="mt-2">
          <Button onClick={onShare}>{t("users.share")}</Button>
        </div>
      </Notice>
    );
  }
  if (saving.phase === "failed") {
    return (
      <Notice tone="bad" role="alert" title={t(`users.failed.${saving.why}`)}>
        {saving.why === "lost" || saving.why === "deaf" ? (
          <Button className="mt-2" onClick={onListen}>
            {t("users.listen")}
          </Button>
        ) : null}
      </Notice>
    );
  }
  const { outcome } = saving;
  const same = outcome.state === "skipped" && outcome.code === "same";
  const good = outcome.state === "verified" || (same && !recovery);
  // GenAuth takes the codes next to this moment's as well.
  const late = Math.abs(steps) > 1;
  const reference = good ? "" : referenceText(outcome);
  const half = same && recovery;
  const kept = half || (outcome.state === "skipped" && outcome.code === "has_otp");
  const unseen = outcome.state === "skipped" && outcome.code === "unchecked";
  const again = ["refused", "unknown", "stopped", "mismatch"].includes(outcome.state) || unseen;
  return (
    <Notice
      tone={good ? (late || inactive ? "warn" : "good") : toneOf(outcome)}
      role={good ? "status" : "alert"}
      title={
        good
          ? t(`users.${inactive ? "savedInactive" : late ? "savedOff" : "savedTitle"}`, { name })
          : t(half ? "users.codeUnsaved" : `users.notSaved.${outcome.state}`)
      }
    >
      <p>{half ? t("users.codeUnsavedText") : outcomeSentence(t, outcome)}</p>
      {good && late ? <p>{clock(steps)}</p> : null}
      {good && late ? <p>{t("users.check.offDo")}</p> : null}
      {good && !late && !inactive ? <p>{t("users.savedNext")}</p> : null}
      {reference ? <p className="text-ink-soft">{t("outcome.reference", { reference })}</p> : null}
      <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
        {again ? <Button onClick={onAgain}>{t("app.tryAgain")}</Button> : null}
        {kept ? <Button onClick={() => onReplace("replace")}>{t("users.replaceIt")}</Button> : null}
        {unseen ? <Button onClick={() => onReplace("blind")}>{t("users.saveBlind")}</Button> : null}
      </div>
    </Notice>
  );
}
