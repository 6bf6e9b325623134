"use client";

import { useRef, useState } from "react";
import { DropArea } from "@/components/import/drop-area";
import { useRevealRecord } from "@/components/import/reveal-record";
import { useLeaveGuard } from "@/components/import/use-leave-guard";
import { clockOffset } from "@/lib/otp/clock-offset";
import type { Outcome } from "@/lib/otp/outcome";
import type { UserFound } from "@/lib/otp/pool-user-view";
import type { Before } from "@/lib/otp/run-view";
import { type SaveReply, type SaveRequest, tells } from "@/lib/otp/save-otp";
import { readSecret, secretBytes } from "@/lib/otp/secret";
import { typedCode } from "@/lib/otp/stated-code";
import { namesAnother } from "./candidate";
import { ConfirmSave } from "./confirm-save";
import { cardOf, type Draft, keepCard, type WaitingCard } from "./drafts";
import { ExportPicker } from "./export-picker";
import { FixPanel } from "./fix-panel";
import type { FixValues } from "./fix-values";
import { IssueList } from "./issue-list";
import { NewOtpCard } from "./new-otp-card";
import { NewSecret } from "./new-secret";
import { PastedExport } from "./pasted-export";
import { PickedSecret } from "./picked-secret";
import { ProvePanel } from "./prove-panel";
import { SavedNotice } from "./saved-notice";
import { useExport } from "./use-export";
import { useFix } from "./use-fix";
import { useSave } from "./use-save";
import { accountOf, nameOfUser } from "./user-name";

/** What was saved, for who handed the row over. */
export type Saved = { userId: string; secret: string; recoveryCode?: string };

type Props = {
  connection: string;
  found: UserFound;
  handed: Draft | null;
  saveOtp: (request: SaveRequest) => Promise<SaveReply>;
  onOutcome: (outcome: Outcome, saved: Saved) => void;
};

/** Puts a user's OTP right: the secret, the proof, and what became of it. */
export function UserFix({ connection, found, handed, saveOtp, onOutcome }: Props) {
  const { user, factors } = found;
  const fix = useFix(connection, user, handed);
  const { form, picked, candidate, verdict, secret } = fix;
  const its = useExport();
  const { saving, start, listen, reset } = useSave(saveOtp);
  const [asking, setAsking] = useState<"replace" | "blind" | null>(null);
  const [card, drawCard] = useState(() => cardOf(connection, user.userId));
  const setCard = (its: WaitingCard | null) => {
    keepCard(connection, user.userId, its);
    drawCard(its);
  };
  const [steps, setSteps] = useState(0);
  const [recovery, setRecovery] = useState(false);
  const lastBefore = useRef<Before>("keep");
  const sent = useRef<Saved>({ userId: user.userId, secret: "" });
  const record = useRevealRecord();
  useLeaveGuard(candidate !== null || card !== null || saving.phase === "saving");

  const name = nameOfUser(user);
  const replaces = !("trouble" in factors) && factors.otp;
  const isNew = picked?.origin.kind === "new";
  const reading = candidate ? readSecret(candidate.record.secret, candidate.record.secretEncoding) : null;

  async function save(before: Before, shared = false) {
    setAsking(null);
    lastBefore.current = before;
    if (!candidate || !verdict || secret === "") return;
    const values = form.getValues();
    const { origin } = candidate;
    const { recoveryCode } = verdict;
    const withCode = recoveryCode === "" ? {} : { recoveryCode };
    setRecovery(recoveryCode !== "");
    const proven = values.unproven ? 0 : clockOffset(secretBytes(secret), typedCode(values.code), Date.now());
    setSteps(proven ?? 0);
    sent.current = { userId: user.userId, secret, ...withCode };
    settle(
      await start({
        row: { line: origin.kind === "record" ? origin.line : 1, userId: user.userId, secret, ...withCode },
        before,
        shared,
        source:
          origin.kind === "record"
            ? { name: origin.name.slice(-256), size: origin.size }
            : { name: "", size: 0 },
        proof: values.unproven ? { reason: values.reason.trim() } : { code: typedCode(values.code) },
      }),
    );
  }

  function settle(outcome: Outcome | null) {
    if (!outcome) return;
    onOutcome(outcome, sent.current);
    const same = outcome.state === "skipped" && outcome.code === "same";
    // Where the secret was there already, a recovery code has not been sent.
    const done = outcome.state === "verified" || (same && sent.current.recoveryCode === undefined);
    if (!done) return;
    // Whoever has not scanned it yet still has to: it goes when somebody says so.
    if (isNew && form.getValues("unproven"))
      setCard({
        secret: sent.current.secret,
        recoveryCode: sent.current.recoveryCode ?? "",
        issuer: form.getValues("issuer"),
      });
    its.close();
    fix.forget(sent.current.secret);
  }

  const ask = () =>
    void form.handleSubmit(({ unproven, code, reason }: FixValues) => {
      const steps = unproven ? 0 : clockOffset(secretBytes(secret), typedCode(code), Date.now());
      if (steps === null) return form.setError("code", { message: "needsCode" }, { shouldFocus: true });
      if (unproven && tells(reason, { secret, recoveryCode: verdict?.recoveryCode }))
        return form.setError("reason", { message: "needsReason" }, { shouldFocus: true });
      if (replaces) setAsking("replace");
      else void save("keep");
    })();

  const read = (files: File[]) => {
    fix.drop();
    reset();
    its.loadFiles(files);
  };
  const shownCard =
    card ??
    (isNew && candidate
      ? {
          secret: candidate.record.secret,
          recoveryCode: form.watch("recoveryCode"),
          issuer: form.watch("issuer"),
        }
      : null);
  return (
    <DropArea onFiles={read} disabled={saving.phase === "saving"}>
      <div className="flex flex-col gap-5">
        <FixPanel
          userId={user.userId}
          form={form}
          encodings={fix.encodings}
          picked={
            picked && !isNew ? (
              <PickedSecret
                candidate={picked}
                bits={reading?.ok ? reading.bits : 0}
                another={namesAnother(picked.record, user)}
                userId={user.userId}
                onDrop={fix.drop}
              />
            ) : shownCard ? (
              <NewSecret
                form={form}
                done={card !== null}
                card={<NewOtpCard {...shownCard} name={name} account={accountOf(user)} />}
                onDrop={() => (card ? setCard(null) : fix.drop())}
              />
            ) : null
          }
          records={
            its.state && !picked ? (
              <ExportPicker
                its={its}
                state={its.state}
                user={user}
                onPick={(one) => {
                  fix.pick(one);
                  its.close();
                }}
                onUnreadable={({ secretText }) => {
                  its.close();
                  fix.type(secretText);
                }}
                onClose={its.close}
              />
            ) : fix.isExport ? (
              <PastedExport
                onRead={() => its.loadText(form.getValues("text"))}
                onClear={() => fix.type("")}
              />
            ) : null
          }
          onFiles={read}
          onQrText={fix.type}
          onNew={async () => {
            // Its card shows it.
            if (!(await record({ kind: "shown", rows: 1, line: null, userId: user.userId }))) return;
            reset();
            setCard(null);
            fix.makeNew();
          }}
          issues={
            candidate && verdict && verdict.issues.length > 0 ? (
              <IssueList candidate={candidate} verdict={verdict} form={form} />
            ) : null
          }
        />
        <ProvePanel
          form={form}
          secret={secret}
          typed={{ text: form.watch("text"), encodings: fix.encodings }}
          replaces={replaces}
          busy={saving.phase === "saving"}
          onSubmit={ask}
        >
          <SavedNotice
            name={name}
            saving={saving}
            steps={steps}
            recovery={recovery}
            inactive={user.status !== null && user.status !== "Activated"}
            onAgain={ask}
            onReplace={setAsking}
            onListen={() => void listen().then(settle)}
            // Of another secret, typed since, nobody has been told whose else it is.
            onShare={() => void save(lastBefore.current, sent.current.secret === secret)}
          />
        </ProvePanel>
      </div>
      <ConfirmSave
        asking={asking}
        name={name}
        found={found}
        onConfirm={() => void save(asking ?? "keep")}
        onClose={() => setAsking(null)}
      />
    </DropArea>
  );
}
