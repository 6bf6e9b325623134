"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useMemo, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { DEFAULT_CHOICES } from "@/lib/otp/check";
import { blocks } from "@/lib/otp/issue";
import { readKeyUri } from "@/lib/otp/key-uri";
import {
  NEW_RECOVERY_BYTES,
  NEW_SECRET_BYTES,
  newRecoveryCode,
  newSecret,
  writeKeyUri,
} from "@/lib/otp/new-otp";
import type { PoolUserView } from "@/lib/otp/pool-user-view";
import { readTyped } from "@/lib/otp/typed-secret";
import { type Candidate, judge } from "./candidate";
import { type Draft, draftOf, keepDraft } from "./drafts";
import { type FixValues, fixSchema, NOTHING_TYPED } from "./fix-values";
import { accountOf } from "./user-name";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/**
 * The secret that is about to become a user's, wherever it comes from, with what there is to say about it.
 * @param handed what a row of the Import table brings along, to begin with
 */
export function useFix(connection: string, user: PoolUserView, handed: Draft | null) {
  const [before] = useState(() => handed ?? draftOf(connection, user.userId));
  const [picked, setPicked] = useState<Candidate | null>(before?.picked ?? null);
  const form = useForm<FixValues>({
    resolver: zodResolver(fixSchema),
    defaultValues: before?.values ?? NOTHING_TYPED,
  });
  const values = form.watch();
  const { text, encoding, recoveryCode, acceptShortSecrets, acceptInactiveUsers } = values;

  const latest = useRef<Draft>({ values, picked });
  const given = useRef("");
  useEffect(
    () => () => {
      const { values: typed, picked: its } = latest.current;
      const begun = its !== null || typed.text !== "" || typed.recoveryCode !== "";
      keepDraft(connection, user.userId, begun ? latest.current : null);
    },
    [connection, user.userId],
  );

  const typed = useMemo(() => readTyped(text, encoding === "" ? null : encoding), [text, encoding]);
  const candidate = useMemo<Candidate | null>(() => {
    if (picked) return picked;
    return typed.kind === "uri" || typed.kind === "secret"
      ? { record: typed.record, origin: { kind: "typed" }, twins: [] }
      : null;
  }, [picked, typed]);
  const verdict = useMemo(() => {
    const choices = { ...DEFAULT_CHOICES, acceptShortSecrets, acceptInactiveUsers };
    return candidate && judge(candidate, { user, recoveryCode, choices });
  }, [candidate, user, recoveryCode, acceptShortSecrets, acceptInactiveUsers]);

  useEffect(() => {
    latest.current = { values, picked };
    given.current = verdict?.secret ?? "";
  });

  function pick(its: Candidate) {
    setPicked(its);
    form.setValue("text", "");
    if (its.record.recoveryCode !== "") form.setValue("recoveryCode", its.record.recoveryCode);
  }

  return {
    form,
    picked,
    candidate,
    verdict,
    /** More than one secret was typed: it has to be read as an export. */
    isExport: picked === null && typed.kind === "export",
    encodings: typed.kind === "secret" && picked === null ? typed.encodings : [],
    /** Canonical; "" while there is nothing that may be saved. */
    secret: verdict && !blocks(verdict.issues) ? verdict.secret : "",
    pick,
    drop: () => setPicked(null),
    /** Types a text in place of whoever would have. */
    type(given: string) {
      setPicked(null);
      form.setValue("text", given, { shouldDirty: true });
      form.setValue("encoding", "");
    },
    makeNew() {
      const secret = newSecret(random(NEW_SECRET_BYTES));
      const uri = writeKeyUri({ issuer: form.getValues("issuer"), account: accountOf(user), secret });
      pick({ record: readKeyUri(uri, 1), origin: { kind: "new" }, twins: [] });
      form.setValue("recoveryCode", newRecoveryCode(random(NEW_RECOVERY_BYTES)));
    },
    /** It is saved: nothing here needs the secret any longer. What was typed meanwhile is another one, and stays. */
    forget(saved: string) {
      if (given.current !== saved) return;
      setPicked(null);
      form.reset(NOTHING_TYPED);
    },
  };
}
