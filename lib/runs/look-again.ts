import "server-only";

import type { Ledger } from "@/lib/db/database";
import { type Doubt, doubtsOf, settleDoubts } from "@/lib/db/doubts";
import type { Settled } from "@/lib/db/entry";
import type { StoredRun } from "@/lib/db/run-reader";
import { closeReading } from "@/lib/import/look";
import { createPace } from "@/lib/import/pace";
import type { ImportPort } from "@/lib/import/port";
import { readOtp } from "@/lib/import/read-otp";
import type { DoubtsReply } from "@/lib/otp/doubts";
import type { FinalOutcome } from "@/lib/otp/outcome";
import { isOfSecret } from "./fingerprint";

/** So many rows are read back at once: some seconds' work, so that what is known is soon written. */
const AT_ONCE = 200;

export type Looking = {
  ledger: Ledger;
  serverKey: Buffer;
  port: ImportPort;
  /** Whoever asked has left: what has been seen by then is written down, and no more is asked. */
  gone: AbortSignal;
};

/**
 * Settles rows of a run that has ended of which nobody knows whether GenAuth holds them. Neither file nor secret is needed:
 * what GenAuth holds is compared with the fingerprint of what was sent. Nothing is sent.
 * @param after rows after this id
 */
export async function lookAgain(
  { ledger: { db }, serverKey, port, gone }: Looking,
  { run, view: { host, pool, options } }: StoredRun,
  after: number,
): Promise<DoubtsReply> {
  const doubts = await doubtsOf(db, run, after, AT_ONCE);
  const pace = createPace({ ceiling: options.ceiling });
  const leave = () => {
    pace.gate.review();
    pace.close();
  };
  gone.addEventListener("abort", leave, { once: true });
  const isHis = ({ userId, fingerprint }: Doubt, secret: string) =>
    isOfSecret(serverKey, fingerprint, { host, pool, userId, secret });

  async function lookAt(doubt: Doubt): Promise<Settled | null> {
    const answer = await readOtp({ pace, port }, doubt.userId, {
      mayPass: () => pace.reading === "open" && !gone.aborted,
      onHalt: (code) => closeReading({ pace }, code),
    });
    const settled = (outcome: FinalOutcome) => ({ ids: [doubt.id], outcome, attempts: doubt.attempts });
    if (answer.kind === "present")
      return settled(
        isHis(doubt, answer.secret) ? { state: "verified" } : { state: "mismatch", code: "different" },
      );
    if (answer.kind === "absent" || answer.kind === "user_not_found")
      return settled(
        doubt.interrupted ? { state: "stopped", code: "interrupted" } : { state: "mismatch", code: "absent" },
      );
    return null;
  }

  const seen = await Promise.all(doubts.map(lookAt));
  gone.removeEventListener("abort", leave);
  pace.close();
  const settled = seen.filter((one) => one !== null);
  const {
    verified = 0,
    mismatch = 0,
    stopped = 0,
  } = settled.length > 0 ? await settleDoubts(db, run, settled) : {};
  if (settled.length === 0 && pace.readingHalt) return { ok: false, code: pace.readingHalt };
  const unknown = doubts.length - settled.length;
  const last = doubts.length < AT_ONCE ? null : (doubts.at(-1)?.id ?? null);
  return { ok: true, verified, stopped, mismatch, unknown, last };
}
