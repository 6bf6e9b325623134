import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ledger } from "@/lib/db/database";
import { settleDoubts } from "@/lib/db/doubts";
import { record } from "@/lib/db/entry";
import { addRows, openRun } from "@/lib/db/ledger";
import { openDatabase } from "@/lib/db/open-database";
import { listRows } from "@/lib/db/row-reader";
import { endRun } from "@/lib/db/run-end";
import { findRun } from "@/lib/db/run-reader";
import { FakePool, type FakePoolOptions } from "@/lib/import/fake-pool";
import type { DoubtCode } from "@/lib/otp/outcome";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import { freshDataFolder } from "@/scripts/support/test-database";
import { fingerprintOf } from "./fingerprint";
import { lookAgain } from "./look-again";

const SERVER_KEY = randomBytes(32);
const OURS = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const THEIRS = "AEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

let folder: string;
let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  folder = await freshDataFolder();
  const open = await openDatabase({ folder });
  close = open.close;
  ledger = { db: open.db, replica: randomUUID(), alone: true };
}, 60_000);
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

/** A run whose every row is `unknown`, one for each user. */
async function doubtfulRun(
  users: readonly string[],
  { ended = true, recoveryCode = "", code = "timeout" as DoubtCode } = {},
) {
  const { db, replica: owner } = ledger;
  const where = { host: "https://genauth.example", pool: randomUUID() };
  const key = randomUUID();
  const total = users.length;
  const run = await openRun(
    db,
    { key, who: "ann", ...where, sources: [], options: DEFAULT_OPTIONS, total },
    owner,
  );
  const held = { run: run ?? -1, owner };
  const rows = users.map((userId, id) => ({
    id,
    source: 0,
    line: id + 2,
    userId,
    fingerprint: fingerprintOf(SERVER_KEY, { ...where, userId, secret: OURS, recoveryCode }),
  }));
  await addRows(db, held, { rows, before: 0, last: true });
  const ids = rows.map(({ id }) => id);
  const outcome = { state: "unknown", code } as const;
  const settled = [{ ids, outcome, attempts: 2 }];
  await record(db, held, { settled, told: 1, counts: { unknown: total }, sentTo: total });
  if (ended) await endRun(db, held, { state: "interrupted", halt: "interrupted", code: "interrupted" });
  return {
    run: held.run,
    view: async () => (await findRun(db, key))?.view,
    look: async (pool: FakePoolOptions, after = -1) => {
      const stored = await findRun(db, key);
      if (!stored) throw new Error("The run is gone.");
      const port = new FakePool(pool);
      const gone = new AbortController().signal;
      const reply = await lookAgain({ ledger, serverKey: SERVER_KEY, port, gone }, stored, after);
      expect(port.sendings).toEqual([]);
      return reply;
    },
    states: async () =>
      (await listRows(db, held.run, { states: [], search: "", after: -1 }, 1_000)).map(
        ({ userId, outcome: { state }, attempts }) => `${userId} ${state} ${attempts}`,
      ),
  };
}

test.each(["", "aaaa-bbbb"])(
  "what GenAuth holds settles a row, without file and recovery code (%j)",
  async (recoveryCode) => {
    const { look, states, view } = await doubtfulRun(["same", "other", "none", "silent"], { recoveryCode });
    const holds = new Map([
      ["same", OURS],
      ["other", THEIRS],
    ]);
    const readFault = (_: number, userId: string) =>
      userId === "silent" ? ({ kind: "doubtful", code: "timeout", stored: "no" } as const) : undefined;
    expect(await look({ holds, readFault })).toEqual({
      ok: true,
      verified: 1,
      stopped: 0,
      mismatch: 2,
      unknown: 1,
      last: null,
    });
    expect(await states()).toEqual([
      "same verified 2",
      "other mismatch 2",
      "none mismatch 2",
      "silent unknown 2",
    ]);
    expect((await view())?.counts).toEqual({ verified: 1, mismatch: 2, unknown: 1 });

    expect(await look({ holds: new Map([["silent", OURS]]) })).toMatchObject({ verified: 1, mismatch: 0 });
    expect((await view())?.counts).toEqual({ verified: 2, mismatch: 2 });
    expect(await look({})).toEqual({
      ok: true,
      verified: 0,
      stopped: 0,
      mismatch: 0,
      unknown: 0,
      last: null,
    });
  },
);

test("many rows are settled some at a time", async () => {
  const users = Array.from({ length: 250 }, (_, at) => `many-${at}`);
  const { look, view } = await doubtfulRun(users);
  const holds = new Map(users.map((userId) => [userId, OURS]));
  expect(await look({ holds })).toMatchObject({ verified: 200, last: 199 });
  expect(await look({ holds }, 199)).toMatchObject({ verified: 50, last: null });
  expect((await view())?.counts).toEqual({ verified: 250 });
});

test("what an interrupted run had not got in is said not to be sent, and is no mismatch", async () => {
  const { look, states } = await doubtfulRun(["there", "none"], { code: "interrupted" });
  const holds = new Map([["there", OURS]]);
  expect(await look({ holds })).toMatchObject({ verified: 1, stopped: 1, mismatch: 0, unknown: 0 });
  expect(await states()).toEqual(["there verified 2", "none stopped 2"]);
});

test("a key that may not read settles nothing and says so", async () => {
  const { look, states } = await doubtfulRun(["one", "two"]);
  expect(await look({ readable: false, holds: new Map([["one", OURS]]) })).toEqual({
    ok: false,
    code: "permission",
  });
  expect(await states()).toEqual(["one unknown 2", "two unknown 2"]);
});

test("a row of which GenAuth holds something that it does not show stays unknown", async () => {
  const { look, states } = await doubtfulRun(["hidden", "none"], { code: "interrupted" });
  const holds = new Map([["hidden", OURS]]);
  expect(await look({ shown: false, holds })).toMatchObject({ stopped: 1, mismatch: 0, unknown: 1 });
  expect(await states()).toEqual(["hidden unknown 2", "none stopped 2"]);
});

test("a run under way, and a row that is settled, are left as they are", async () => {
  const verified = [{ ids: [0], outcome: { state: "verified" } as const, attempts: 1 }];
  const live = await doubtfulRun(["one"], { ended: false });
  expect(await settleDoubts(ledger.db, live.run, verified)).toEqual({});
  expect(await live.states()).toEqual(["one unknown 2"]);
  const over = await doubtfulRun(["one"]);
  const absent = [{ ids: [0], outcome: { state: "mismatch", code: "absent" } as const, attempts: 1 }];
  expect(await settleDoubts(ledger.db, over.run, verified)).toEqual({ verified: 1 });
  expect(await settleDoubts(ledger.db, over.run, absent)).toEqual({});
  expect((await over.view())?.counts).toEqual({ verified: 1 });
});
