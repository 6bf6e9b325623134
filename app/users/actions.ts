"use server";

import { feedRunOf, openRunOf } from "@/app/run-door";
import { countAttempt, dropOldAttempts } from "@/lib/auth/attempts";
import { authorise } from "@/lib/auth/authorise";
import { connectionFor } from "@/lib/auth/connections";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { serverKey } from "@/lib/env/server-key";
import { checkCode as compareCode } from "@/lib/genauth/check-code";
import { mayTell } from "@/lib/genauth/read-user";
import { clockOffset } from "@/lib/otp/clock-offset";
import { type CodeCheck, codeCheckRequestSchema } from "@/lib/otp/code-check";
import type { Before } from "@/lib/otp/run-view";
import { type SaveReply, type SaveRequest, saveRequestSchema } from "@/lib/otp/save-otp";
import { secretBytes } from "@/lib/otp/secret";
import { findTwin } from "@/lib/runs/find-twin";

/** Whoever may compare codes without an end could find one that fits: so many for one person and user. */
const CHECKS = { what: "code-check", most: 10, minutes: 10 };

// Each takes the id of a connection first, as the page was drawn with it: two tabs may stand on different pools.

/**
 * Compares a code that a user reads out with the secret that GenAuth holds, on the server: only how they compare goes to the
 * browser. Each comparison is written down, without the code, before its result is told.
 */
export async function checkCode(connectionId: unknown, request: unknown): Promise<CodeCheck> {
  const person = await authorise("users");
  const { data } = codeCheckRequestSchema.safeParse(request);
  if (!data) return { state: "malformed" };
  const connection = await connectionFor(person, connectionId);
  const { host, accessKeyId: pool } = connection;
  const { db } = await getLedger();
  await dropOldAttempts(db);
  const of = JSON.stringify([person.id, host, pool, data.userId]);
  const { allowed, until } = await countAttempt(db, { ...CHECKS, of });
  const result: CodeCheck = allowed
    ? await compareCode(connection, data)
    : { state: "limited", seconds: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000)) };
  await recordAudit(db, {
    who: person.id,
    name: person.name,
    action: "code_checked",
    subject: data.userId,
    details: { host, pool, result: result.state, steps: result.state === "off" ? result.steps : null },
  });
  return result;
}

/** By how many steps the code is off that proves a secret; null when it is none of its codes. */
function provenBy({ proof, row }: SaveRequest): number | null {
  return "code" in proof ? clockOffset(secretBytes(row.secret), proof.code, Date.now()) : null;
}

/**
 * What to do with the OTP that is there. GenAuth gives recovery codes to nobody: by looking, a new one for the very secret
 * that is there would pass for the same, and never be sent.
 */
function beforeOf({ before, row }: SaveRequest): Before {
  return before === "replace" && row.recoveryCode !== undefined ? "blind" : before;
}

/**
 * Saves one user's OTP: a run of one row, which goes to GenAuth by importOtp, is read back, and is in the ledger like every
 * other. Without a code that fits the secret there has to be a reason, which is written down.
 */
export async function saveOtp(connectionId: unknown, request: unknown): Promise<SaveReply> {
  const person = await authorise("users");
  const { data } = saveRequestSchema.safeParse(request);
  if (!data) return { ok: false, code: "malformed" };
  const { key, row, before, source, proof } = data;
  const reason = "reason" in proof ? proof.reason : null;
  const steps = provenBy(data);
  if (reason === null && steps === null) return { ok: false, code: "unproven" };
  const connection = await connectionFor(person, connectionId);
  const { host, accessKeyId: pool } = connection;
  const ledger = await getLedger();
  const twin = data.shared ? null : await findTwin(ledger, serverKey(), { host, pool, ...row });
  if (twin !== null) {
    // The ledger knows the users of all tenants.
    const told = await mayTell(connection, twin);
    return { ok: false, code: "shared", userId: told ? twin : null };
  }
  const opened = await openRunOf(person, connectionId, {
    key,
    total: 1,
    sources: [{ ...source, byHand: true }],
    options: {
      verify: "every",
      before: beforeOf(data),
      ceiling: null,
      ...(reason === null ? {} : { reason }),
    },
  });
  if (!opened.ok) return { ok: false, code: "busy" };
  await recordAudit(ledger.db, {
    who: person.id,
    name: person.name,
    action: "otp_saved",
    subject: row.userId,
    details: { host, pool, run: key, before, shared: data.shared, proven: reason === null, steps, reason },
  });
  const fed = await feedRunOf(person, key, { rows: [{ id: 0, source: 0, ...row }], last: true }, true);
  return fed.ok ? { ok: true } : { ok: false, code: "busy" };
}
