import "server-only";

import { recordAudit } from "@/lib/db/audit";
import type { Ledger } from "@/lib/db/database";
import type { Settled } from "@/lib/db/entry";
import { addRows, type Known, openRun, setCommand } from "@/lib/db/ledger";
import { findRun, type StoredRun } from "@/lib/db/run-reader";
import type { ImportPort, SendRow } from "@/lib/import/port";
import type { FeedReply, ImportRequest, ImportRow, OpenRequest } from "@/lib/otp/import-request";
import type { FinalOutcome } from "@/lib/otp/outcome";
import type { RunCommand } from "@/lib/otp/run-view";
import { isClosing } from "./closing";
import { fingerprintOf } from "./fingerprint";
import { LiveRun } from "./live-run";
import { buryOthers, liveRuns } from "./registry";

/** So many rows, of all runs, may wait in this process; more are asked to come later. */
const MOST_WAITING = 2_000_000;

const OVER: FeedReply = { ok: false, code: "over" };
/** To be asked again later: of this process when there is room, or of the next one. */
const FULL: FeedReply = { ok: false, code: "full" };

export type Opening = {
  ledger: Ledger;
  who: string;
  /** What they are called, for the audit. */
  name: string;
  /** The pool: host and access key id. */
  host: string;
  pool: string;
  port: ImportPort;
  feedMs?: number;
};

/**
 * Opens a run that this process carries from now on. Who asks again, because the answer got lost, is told the same until rows
 * come up. `over`: its key is another run's.
 */
export async function startRun(
  { ledger, who, name, host, pool, port, feedMs }: Opening,
  request: OpenRequest,
): Promise<FeedReply> {
  if (isClosing()) return FULL;
  const { db, replica } = ledger;
  const run = await openRun(db, { ...request, who, host, pool }, replica);
  const stored = await findRun(db, request.key);
  if (!stored) return OVER;
  if (run === null) return openedBefore(stored, ledger, who);
  const { key: subject, total, options } = request;
  const { before, verify } = options;
  const details = { host, pool, rows: total, before, verify };
  await recordAudit(db, { who, name, action: "run_opened", subject, details });
  const live = new LiveRun({ ledger, held: { run, owner: replica }, view: stored.view, name, port, feedMs });
  const runs = liveRuns();
  runs.set(request.key, live);
  const over = () => {
    runs.delete(request.key);
    live.announce();
  };
  // Should it break down, its lease runs out, and whoever looks next finds it interrupted.
  live.ended.then(over, over);
  return { ok: true };
}

function openedBefore({ view, owner }: StoredRun, { replica }: Ledger, who: string): FeedReply {
  if (view.who !== who || owner !== replica || view.received > 0) return OVER;
  // Where it is not live yet, its opening is still under way.
  return liveRuns().has(view.key) ? { ok: true } : FULL;
}

/** What is to be said of a row without sending it; null when it is to be sent. */
function decide(known: Known | undefined, fingerprint: Buffer): FinalOutcome | null {
  if (known?.kind === "claimed") return { state: "stopped", code: "claimed" };
  if (known?.kind !== "done" || !known.fingerprint.equals(fingerprint)) return null;
  return { state: known.state, earlier: known.at };
}

function toSend({ id, userId, secret, recoveryCode }: ImportRow, inDoubt: boolean): SendRow {
  return { id, userId, secret, ...(recoveryCode ? { recoveryCode } : {}), ...(inDoubt ? { inDoubt } : {}) };
}

/** Rows of which the same is to be said, together. */
function grouped(decided: readonly { id: number; outcome: FinalOutcome }[]): Settled[] {
  const groups = new Map<string, { ids: number[]; outcome: FinalOutcome; attempts: number }>();
  for (const { id, outcome } of decided) {
    const name = JSON.stringify(outcome);
    const group = groups.get(name) ?? { ids: [], outcome, attempts: 0 };
    group.ids.push(id);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function isFull(): boolean {
  let waiting = 0;
  for (const run of liveRuns().values()) waiting += run.waiting;
  return waiting > MOST_WAITING;
}

export type Feeding = {
  ledger: Ledger;
  key: string;
  who: string;
  serverKey: Buffer;
  /** The user's OTP may have changed since an earlier run: what that has brought in is looked at, not believed. */
  afresh?: boolean;
};

/**
 * Takes a chunk of rows into a run of this process: into the ledger first, without their secrets, then into memory. Rows
 * that an earlier run has brought in are not sent again; users that another run has in hand are left to it. A chunk that
 * comes again, because its answer got lost, is taken once.
 */
export async function feedRun(feeding: Feeding, request: ImportRequest): Promise<FeedReply> {
  const { ledger, key, who } = feeding;
  const live = liveRuns().get(key);
  if (live) return live.view().who === who ? live.inTurn(() => feedLive(feeding, live, request)) : OVER;
  const stored = await findRun(ledger.db, key);
  return stored?.owner && stored.owner !== ledger.replica ? { ok: false, code: "elsewhere" } : OVER;
}

async function feedLive(
  { ledger, serverKey, afresh = false }: Feeding,
  live: LiveRun,
  { rows, last }: ImportRequest,
): Promise<FeedReply> {
  const lastId = rows.at(-1)?.id ?? live.lastId;
  if (rows.length > 0 && lastId <= live.lastId) return { ok: true };
  if (live.sealed) return rows.length === 0 ? { ok: true } : OVER;
  const { host, pool, received: before, total } = live.view();
  // A run brings in what was announced, also for who has lost the connection meanwhile, and nothing beyond.
  if ((rows[0]?.id ?? lastId + 1) <= live.lastId || before + rows.length > total)
    return { ok: false, code: "malformed" };
  if (isFull() || isClosing()) return FULL;

  await buryOthers(ledger);
  const marked = rows.map((row) => ({
    ...row,
    fingerprint: fingerprintOf(serverKey, { host, pool, ...row }),
  }));
  const again = live.unsure ? { again: live.lastId } : {};
  live.unsure = true;
  const chunk = { rows: marked, before, last, ...again };
  const known = await addRows(ledger.db, live.held, chunk);
  live.unsure = false;
  // Stop may have come meanwhile: then the rows are in the ledger, and are stopped there.
  if (!known || live.sealed) return OVER;
  const decided: { id: number; outcome: FinalOutcome }[] = [];
  const sent: SendRow[] = [];
  for (const row of marked) {
    const its = known.get(row.userId);
    const outcome = decide(its, row.fingerprint);
    if (outcome && !(afresh && its?.kind === "done")) decided.push({ id: row.id, outcome });
    else sent.push(toSend(row, its?.kind === "in_doubt" || outcome !== null));
  }
  live.feed({ rows: rows.length, lastId }, sent, grouped(decided), last);
  return { ok: true };
}

/** Has a run stopped, paused or resumed, whichever replica carries it. False: there is no such run under way. */
export async function commandRun({ db }: Ledger, key: string, command: RunCommand): Promise<boolean> {
  if (!(await setCommand(db, key, command))) return false;
  liveRuns().get(key)?.obey(command);
  return true;
}
