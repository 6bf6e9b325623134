"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Candidate } from "./candidate";
import { useShown } from "./use-shown";

/** A secret that was not typed: where it comes from, and on explicit wish what it is. */
export function PickedSecret({
  candidate,
  bits,
  another,
  userId,
  onDrop,
}: {
  candidate: Candidate;
  bits: number;
  /** Whose name the record has, if it is not this user's. */
  another: string | null;
  /** Whose page it is. */
  userId: string;
  onDrop: () => void;
}) {
  const t = useTranslations("users");
  const [shown, show] = useShown(userId, candidate.origin.kind === "record" ? candidate.origin.line : null);
  const { origin, record } = candidate;
  const from =
    origin.kind === "record"
      ? origin.name === ""
        ? t("origin.pasted", { line: origin.line })
        : t("origin.file", { file: origin.name, line: origin.line })
      : t(`origin.${origin.kind}`);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border border-line bg-canvas px-4 py-3">
        <KeyRound aria-hidden className="size-5 shrink-0 text-accent" />
        <div className="min-w-0 grow">
          <p className="font-medium break-words">{t("picked", { bits })}</p>
          <p className="break-words text-ink-soft">{from}</p>
          {shown ? <p className="font-mono break-all select-all">{record.secret}</p> : null}
        </div>
        <Button look="quiet" aria-pressed={shown} onClick={show}>
          {t(shown ? "hideSecret" : "showSecret")}
        </Button>
        <Button onClick={onDrop}>{t("otherWay")}</Button>
      </div>
      {another === null ? null : (
        <Notice tone="warn" role="alert" title={t("another", { name: another })}>
          <p>{t("anotherText")}</p>
        </Notice>
      )}
    </div>
  );
}
