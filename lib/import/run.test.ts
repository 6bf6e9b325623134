import { describe, expect, it } from "vitest";
import type { RefusalCode } from "@/lib/otp/outcome";
import { FakePool, type Fault } from "./fake-pool";
import { createPace } from "./pace";
import { rowsFor, userId, type Watched, watchedRun } from "./watched-run";

const invalid = (...ids: number[]) => new Map<string, RefusalCode>(ids.map((id) => [userId(id), "invalid"]));
const once =
  (fault: Fault, at = 0) =>
  (call: number) =>
    call === at ? fault : undefined;
const states = (run: Watched) => run.rows.map((row) => run.finals.get(row.id)?.state);
const lists = (run: Watched) => run.pool.sendings.map(({ rows }) => rows.map((row) => row.id));

describe("a row is called imported only when GenAuth has been seen to hold it", () => {
  it("reads back every row it sent, and quotes the answer that took it", async () => {
    const run = await watchedRun({ rows: rowsFor(120) });
    expect(run.end).toEqual({
      counts: { skipped: 0, accepted: 0, verified: 120, mismatch: 0, refused: 0, unknown: 0, stopped: 0 },
      halt: null,
    });
    expect(run.finals.get(0)).toEqual({ state: "verified", statusCode: 200, requestId: "r1" });
    expect(run.pool.reads).toBe(120);
  });

  it("says `accepted` and no more when asked not to read back", async () => {
    const run = await watchedRun({ rows: rowsFor(60), verify: "none" });
    expect(run.end.counts.accepted).toBe(60);
    expect(run.pool.reads).toBe(0);
  });

  it("says why nobody could look when the key may not read, and goes on", async () => {
    const run = await watchedRun({ rows: rowsFor(400), pool: { readable: false } });
    expect(run.end).toMatchObject({ halt: null, counts: { accepted: 400 } });
    expect(run.finals.get(7)).toMatchObject({ state: "accepted", code: "no_permission" });
    expect(run.pool.reads).toBeLessThanOrEqual(8);
  });

  it("does not say that GenAuth holds none where it has one and does not show it", async () => {
    const run = await watchedRun({ rows: rowsFor(60), pool: { shown: false } });
    expect(run.end.counts).toMatchObject({ accepted: 60, mismatch: 0 });
    expect(run.finals.get(7)).toMatchObject({ state: "accepted", code: "no_permission", statusCode: 200 });
    expect(lists(run)).toHaveLength(2);
  });

  it("finds out that an OTP of before was kept although GenAuth said 200", async () => {
    const holds = new Map([[userId(3), "OLD"]]);
    const run = await watchedRun({ rows: rowsFor(5), pool: { existing: "ignore", holds } });
    expect(run.finals.get(3)).toMatchObject({ state: "mismatch", code: "different" });
    expect(run.end.counts.verified).toBe(4);
  });

  it("gives a row that was silently left out one chance to hear why", async () => {
    const run = await watchedRun({
      rows: rowsFor(5),
      pool: { badRow: "store-good-answer-200", bad: invalid(2) },
    });
    expect(lists(run)).toEqual([[0, 1, 2, 3, 4], [2]]);
    expect(run.finals.get(2)).toMatchObject({ state: "mismatch", code: "absent" });
  });

  it("says what it saw of such a row when the run ends before that chance", async () => {
    const run = await watchedRun({
      rows: rowsFor(5),
      pool: {
        badRow: "store-good-answer-200",
        bad: invalid(2),
        sendFault: once({ kind: "halted", code: "plan" }, 1),
      },
    });
    expect(run.finals.get(2)).toMatchObject({ state: "mismatch", code: "absent", statusCode: 200 });
    expect(run.end.halt).toBe("plan");
  });

  it("allows for reading that lags behind writing", async () => {
    const pool = new FakePool();
    const store = pool.holds.set.bind(pool.holds);
    const late: (() => void)[] = [];
    pool.holds.set = (user, secret) => {
      late.push(() => store(user, secret));
      return pool.holds;
    };
    const sleep = pool.sleep.bind(pool);
    pool.sleep = (ms, signal) => {
      for (const write of late.splice(0)) write();
      return sleep(ms, signal);
    };
    const run = await watchedRun({ rows: rowsFor(5), port: pool });
    expect(run.end.counts.verified).toBe(5);
    expect(pool.sendings).toHaveLength(1);
  });
});

describe("one bad row does not keep the others out", () => {
  it("gives the bad row its own reason and lets the rest in", async () => {
    const run = await watchedRun({ rows: rowsFor(50), pool: { bad: invalid(49) } });
    expect(run.finals.get(49)).toEqual({ state: "refused", code: "invalid", statusCode: 400 });
    expect(run.end.counts).toMatchObject({ verified: 49, refused: 1 });
  });

  it("never sends again what a refused list has stored", async () => {
    const run = await watchedRun({ rows: rowsFor(50), pool: { badRow: "store-good", bad: invalid(20) } });
    expect(lists(run).slice(1)).toEqual([[20]]);
    expect(run.end.counts).toMatchObject({ verified: 49, refused: 1 });
  });

  it("calls a row verified when GenAuth refuses it because it holds this very OTP", async () => {
    const holds = new Map([[userId(0), "NEW0"]]);
    const run = await watchedRun({ rows: rowsFor(1), pool: { existing: "conflict", holds } });
    expect(run.finals.get(0)).toEqual({ state: "verified" });
  });

  it("says `unknown`, not `refused`, when the OTP in the way may be its own and nobody can look", async () => {
    const run = await watchedRun({
      rows: rowsFor(4),
      pool: { badRow: "store-good", existing: "conflict", bad: invalid(0), readable: false },
    });
    expect(states(run)).toEqual(["refused", "unknown", "unknown", "unknown"]);
  });
});

describe("an OTP in the way that GenAuth has taken before is not called another one's", () => {
  it.each([
    ["after it was accepted", {}],
    ["after no answer", { sendFault: once({ kind: "doubtful", code: "timeout", stored: "yes" }) }],
  ] as const)("%s, while reading lags behind", async (_when, more) => {
    const run = await watchedRun({ rows: rowsFor(3), pool: { existing: "conflict", lag: 12, ...more } });
    expect(states(run)).toEqual(["unknown", "unknown", "unknown"]);
    expect([...run.pool.holds.values()]).toEqual(["NEW0", "NEW1", "NEW2"]);
  });
});

describe("a doubtful answer is settled by looking, never by guessing", () => {
  const lost = (stored: "yes" | "no" | "late"): Fault => ({ kind: "doubtful", code: "timeout", stored });

  it.each(["yes", "late"] as const)("does not send again what was stored (%s)", async (stored) => {
    const run = await watchedRun({ rows: rowsFor(10), pool: { sendFault: once(lost(stored)) } });
    expect(run.pool.sendings).toHaveLength(1);
    expect(run.end.counts.verified).toBe(10);
  });

  it("sends again, as one list, what was seen to be absent", async () => {
    const run = await watchedRun({ rows: rowsFor(10), pool: { sendFault: once(lost("no")) } });
    expect(lists(run).map((list) => list.length)).toEqual([10, 10]);
    expect(run.end.counts.verified).toBe(10);
  });

  it("leaves alone a user who holds another OTP", async () => {
    const holds = new Map([[userId(4), "OLD"]]);
    const run = await watchedRun({ rows: rowsFor(10), pool: { holds, sendFault: once(lost("no")) } });
    expect(run.finals.get(4)).toMatchObject({ state: "mismatch", code: "different" });
    expect(lists(run)[1]).not.toContain(4);
  });

  it("stops trying after three times", async () => {
    const run = await watchedRun({ rows: rowsFor(10), pool: { sendFault: () => lost("no") } });
    expect(run.pool.sendings).toHaveLength(3);
    expect(run.finals.get(0)).toEqual({ state: "mismatch", code: "absent" });
  });

  it("says `unknown` when reading gives no answer either", async () => {
    const run = await watchedRun({
      rows: rowsFor(3),
      pool: {
        sendFault: once(lost("yes")),
        readFault: () => ({ kind: "doubtful", code: "reset", stored: "no" }),
      },
    });
    expect(run.finals.get(0)).toEqual({ state: "unknown", code: "timeout" });
  });

  it("says `unknown` when the key may not read", async () => {
    const run = await watchedRun({
      rows: rowsFor(3),
      pool: { sendFault: once(lost("yes")), readable: false },
    });
    expect(run.end.counts.unknown).toBe(3);
  });

  it("gives up on a GenAuth that answers nothing, instead of trying a million rows", async () => {
    const down: Fault = { kind: "doubtful", code: "server_error", stored: "no" };
    const run = await watchedRun({
      rows: rowsFor(5_000),
      pool: { sendFault: () => down, readFault: () => down },
    });
    expect(run.end.halt).toBe("unreachable");
    expect(run.end.counts.stopped).toBeGreaterThan(4_500);
    expect(run.end.counts.stopped + run.end.counts.unknown).toBe(5_000);
  });
});

describe("GenAuth sets the pace", () => {
  it("waits as long as GenAuth asks, then goes on", async () => {
    const throttled: Fault = { kind: "throttled", retryAfterMs: 4_200 };
    const run = await watchedRun({ rows: rowsFor(10), pool: { sendFault: once(throttled) } });
    expect(run.pool.sleeps).toEqual([4_200]);
    expect(run.end.counts.verified).toBe(10);
  });

  it("makes fewer calls at once after being asked to slow down, and more again later", async () => {
    const pace = createPace({ concurrency: 8 });
    const seen: number[] = [];
    pace.onChange = () => seen.push(pace.view.concurrency);
    const run = await watchedRun({
      rows: rowsFor(2_000),
      pace,
      pool: { turns: () => 5, readFault: once({ kind: "throttled" }, 60) },
    });
    expect(run.end.counts.verified).toBe(2_000);
    expect(run.pool.mostInside).toBe(8);
    expect(Math.min(...seen.slice(seen.indexOf(8)))).toBe(4);
    expect(seen.at(-1)).toBe(8);
  });

  it("waits longer and longer, and in the end says so", async () => {
    const run = await watchedRun({ rows: rowsFor(100), pool: { sendFault: () => ({ kind: "throttled" }) } });
    expect(run.end).toMatchObject({ halt: "throttled", counts: { stopped: 100 } });
    expect(run.finals.get(99)).toMatchObject({ state: "stopped", code: "throttled" });
    expect(run.pool.sleeps).toEqual(
      [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60].map((seconds) => seconds * 1_000),
    );
  });

  it("halves a list that is too large, and remembers it for the next chunk too", async () => {
    const pace = createPace();
    const first = await watchedRun({ rows: rowsFor(100), pace, pool: { largestList: 20 } });
    expect(first.end.counts.verified).toBe(100);
    const second = await watchedRun({ rows: rowsFor(100, 100), pace, pool: { largestList: 20 } });
    expect(second.pool.sendings.map(({ rows }) => rows.length)).toEqual([12, 12, 12, 12, 12, 12, 12, 12, 4]);
  });

  it("refuses one row that is too large by itself, without making all lists small for its sake", async () => {
    const pace = createPace();
    const run = await watchedRun({ rows: rowsFor(50), pace, pool: { tooLarge: new Set([userId(9)]) } });
    expect(run.finals.get(9)).toMatchObject({ state: "refused", code: "too_large" });
    expect(run.end.counts.verified).toBe(49);
    expect(pace.batchSize).toBe(50);
  });
});

describe("what cannot succeed is not tried", () => {
  it("stops the run when the key is refused, and says why for each row", async () => {
    const pace = createPace();
    const refused: Fault = { kind: "halted", code: "credentials" };
    const run = await watchedRun({ rows: rowsFor(1_000), pace, pool: { sendFault: () => refused } });
    expect(run.end).toMatchObject({ halt: "credentials", counts: { stopped: 1_000 } });
    expect(run.pool.sendings.length).toBeLessThanOrEqual(4);
    const next = await watchedRun({ rows: rowsFor(10, 1_000), pace });
    expect(next.pool.sendings).toEqual([]);
    expect(next.finals.get(1_000)).toEqual({ state: "stopped", code: "credentials" });
  });

  it("sees what was stored before a redirect came back in place of the answer", async () => {
    const sendFault = once({ kind: "halted", code: "redirected", stored: true });
    const run = await watchedRun({ rows: rowsFor(5), pool: { sendFault } });
    expect(run.end).toMatchObject({ halt: "redirected", counts: { verified: 5 } });
  });

  it("says that nothing went anywhere when the host redirects everything", async () => {
    const redirected: Fault = { kind: "halted", code: "redirected" };
    const run = await watchedRun({
      rows: rowsFor(500),
      pool: { sendFault: () => redirected, readFault: () => redirected },
    });
    expect(run.end).toMatchObject({ halt: "redirected", counts: { stopped: 500 } });
  });

  it("finishes what is under way after Stop, reads it back, and sends nothing more", async () => {
    const run = await watchedRun({ rows: rowsFor(1_000), stopAtSend: 5 });
    expect(run.broken).toEqual([]);
    expect(run.pool.sendings).toHaveLength(6);
    expect(run.end.counts).toMatchObject({ verified: 300, stopped: 700 });
    expect(run.finals.get(999)).toEqual({ state: "stopped" });
  });

  it("lets go at once of a pause that Stop interrupts", async () => {
    const controller = new AbortController();
    const pool = new FakePool({ sendFault: () => ({ kind: "throttled", retryAfterMs: 100_000 }) });
    pool.sleep = (ms) => {
      pool.sleeps.push(ms);
      setTimeout(() => controller.abort(), 5);
      return new Promise(() => {});
    };
    const run = await watchedRun({ rows: rowsFor(10), port: pool, controller });
    expect(run.end.counts.stopped).toBe(10);
  });

  it("survives a port that breaks its word, and keeps what it threw to itself", async () => {
    const run = await watchedRun({
      rows: rowsFor(4),
      pool: { sendFault: once({ kind: "rejects" }), readFault: once({ kind: "rejects" }) },
    });
    expect(run.end.counts.verified).toBe(4);
  });
});
