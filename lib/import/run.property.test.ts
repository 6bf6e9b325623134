import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Outcome, outcomeSchema, REFUSAL_CODES, type RefusalCode } from "@/lib/otp/outcome";
import type { BadRow, Existing, FakePoolOptions, Fault } from "./fake-pool";
import type { SendRow } from "./port";
import { rowsFor, userId, type Watched, watchedRun } from "./watched-run";

const BAD_ROW: BadRow[] = ["refuse-all", "store-good", "stop-at-bad", "store-good-answer-200"];
const EXISTING: Existing[] = ["overwrite", "conflict", "ignore"];

type World = {
  rows: SendRow[];
  badRow: BadRow;
  existing: Existing;
  bad: Map<string, RefusalCode>;
  holds: Map<string, string>;
  turns: (call: number) => number;
};

/** What each user is like: nothing special, or the row is bad, or there is an OTP already (the same or another). */
const user = fc.record({
  bad: fc.option(
    fc.constantFrom(...REFUSAL_CODES.filter((code) => code !== "conflict" && code !== "too_large")),
    {
      freq: 6,
    },
  ),
  before: fc.oneof(
    { weight: 8, arbitrary: fc.constant("none" as const) },
    { weight: 1, arbitrary: fc.constantFrom("same" as const, "other" as const) },
  ),
});

const world: fc.Arbitrary<World> = fc
  .record({
    users: fc.array(user, { maxLength: 180, size: "max" }),
    badRow: fc.constantFrom(...BAD_ROW),
    existing: fc.constantFrom(...EXISTING),
    delays: fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 20 }),
  })
  .map(({ users, badRow, existing, delays }) => {
    const rows = rowsFor(users.length);
    const bad = new Map<string, RefusalCode>();
    const holds = new Map<string, string>();
    users.forEach(({ bad: code, before }, id) => {
      if (code) bad.set(userId(id), code);
      if (before !== "none") holds.set(userId(id), before === "same" ? `NEW${id}` : `OLD${id}`);
    });
    return { rows, badRow, existing, bad, holds, turns: (call) => delays[call % delays.length] ?? 1 };
  });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: doubtful() },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Fault>({ kind: "throttled" }, { kind: "throttled", retryAfterMs: 700 }),
  },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: "rejects" }) },
);

function doubtful(): fc.Arbitrary<Fault> {
  return fc.record({
    kind: fc.constant("doubtful" as const),
    code: fc.constantFrom("timeout" as const, "reset" as const, "server_error" as const, "bad_body" as const),
    stored: fc.constantFrom("yes" as const, "no" as const, "late" as const),
  });
}

const halt: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant("halted" as const),
    code: fc.constantFrom("credentials" as const, "plan" as const, "permission" as const, "clock" as const),
  }),
  // Only a redirect may come after the rows were stored.
  fc.record({
    kind: fc.constant("halted" as const),
    code: fc.constant("redirected" as const),
    stored: fc.boolean(),
  }),
);

/** A list of faults that repeats, with `none` between them. */
const faults = (arbitrary: fc.Arbitrary<Fault>, freq: number) =>
  fc
    .array(fc.option(arbitrary, { freq, nil: undefined }), { minLength: 1, maxLength: 40, size: "max" })
    .map((list) => (call: number) => list[call % list.length]);

/** At most one halt, at some call. */
const haltAt = fc.option(fc.record({ at: fc.nat({ max: 400 }), fault: halt }), { nil: undefined });

function isRedirect(fault: Fault): boolean {
  return fault.kind === "halted" && fault.code === "redirected";
}

/** How it must end for a row when nothing disturbs the run. */
function undisturbed(world: World, row: SendRow): Outcome["state"] {
  const before = world.holds.get(row.userId);
  if (before === row.secret) return "verified";
  const conflict = world.existing === "conflict" && before !== undefined;
  if (world.bad.has(row.userId) || conflict)
    return world.badRow === "store-good-answer-200" ? "mismatch" : "refused";
  return before !== undefined && world.existing === "ignore" ? "mismatch" : "verified";
}

/** Holds of every run, whatever happens in it. */
function expectPromisesKept(run: Watched): void {
  expect(run.broken).toEqual([]);
  expect([...run.finals.keys()].sort((a, b) => a - b)).toEqual(run.rows.map((row) => row.id));
  const counted: Record<string, number> = {};
  for (const outcome of run.finals.values()) counted[outcome.state] = (counted[outcome.state] ?? 0) + 1;
  for (const [state, count] of Object.entries(run.end.counts)) expect(counted[state] ?? 0).toBe(count);
  expect(Object.values(run.end.counts).reduce((sum, count) => sum + count, 0)).toBe(run.rows.length);
  for (const row of run.rows) expectTrue(run, row);
}

/** What is said of a row, held against what the pool did and holds. */
function expectTrue({ pool, finals, end }: Watched, row: SendRow): void {
  const outcome = outcomeSchema.parse(finals.get(row.id));
  const held = pool.holds.get(row.userId);
  const heldBefore = pool.heldBefore.get(row.userId);
  const sendings = pool.sendings.filter(({ rows }) => rows.includes(row));
  const last = sendings.at(-1);
  const why = `${row.id} ${JSON.stringify(outcome)} held ${held} before ${heldBefore}`;
  switch (outcome.state) {
    case "verified":
      expect(held, why).toBe(row.secret);
      break;
    case "accepted":
      expect(last?.answer?.kind, why).toBe("accepted");
      break;
    case "mismatch":
      if (outcome.code === "absent") expect(held, why).toBeUndefined();
      else expect([undefined, row.secret], why).not.toContain(held);
      expect(sendings.length, why).toBeGreaterThan(0);
      break;
    case "refused":
      expect(last?.rows, why).toEqual([row]);
      expect(last?.answer, why).toMatchObject({ kind: "refused", code: outcome.code });
      // Our secret is there only if it was there all along, and nobody could look.
      if (held === row.secret) expect(heldBefore, why).toBe(row.secret);
      break;
    case "unknown":
      expect(
        sendings.some(({ answer }) => !answer || /doubtful|refused|halted/.test(answer.kind)),
        why,
      ).toBe(true);
      break;
    case "stopped":
      if (held === row.secret) expect(heldBefore, why).toBe(row.secret);
      // A list under way when another call ended the run hears its own reason.
      if (outcome.code && last?.answer?.kind !== "halted") expect(end.halt, why).toBe(outcome.code);
      if (outcome.code && last?.answer?.kind === "halted") expect(last.answer.code, why).toBe(outcome.code);
      break;
  }
}

function poolOf(world: World, more: FakePoolOptions = {}): FakePoolOptions {
  const { badRow, existing, bad, holds, turns } = world;
  return { badRow, existing, bad, holds, turns, ...more };
}

describe("runImport, for any rows and every way GenAuth may behave", () => {
  it("finds each row's own outcome within the bound of calls", async () => {
    await fc.assert(
      fc.asyncProperty(world, async (world) => {
        const run = await watchedRun({ rows: world.rows, pool: poolOf(world) });
        expectPromisesKept(run);
        for (const row of world.rows) {
          const outcome = run.finals.get(row.id);
          expect(outcome?.state).toBe(undisturbed(world, row));
          if (outcome?.state === "refused")
            expect(outcome.code).toBe(world.bad.get(row.userId) ?? "conflict");
        }
        const { length } = world.rows;
        const faulty = world.rows.filter(
          ({ userId }) => world.bad.has(userId) || (world.existing === "conflict" && world.holds.has(userId)),
        );
        const bound = Math.ceil(length / 50) + 2 * faulty.length * Math.log2(50);
        expect(run.pool.sendings.length).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 600 },
    );
  });

  it("keeps its promises when calls fail in every way", async () => {
    await fc.assert(
      fc.asyncProperty(world, faults(fault, 4), faults(fault, 8), async (world, sendFault, readFault) => {
        expectPromisesKept(
          await watchedRun({ rows: world.rows, pool: poolOf(world, { sendFault, readFault }) }),
        );
      }),
      { numRuns: 800 },
    );
  });

  it("keeps its promises when it is stopped at any moment", async () => {
    const moment = fc.record({
      stopAtSend: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
      stopAtFinal: fc.option(fc.integer({ min: 1, max: 180 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(world, faults(fault, 10), moment, async (world, sendFault, moment) => {
        expectPromisesKept(
          await watchedRun({ rows: world.rows, pool: poolOf(world, { sendFault }), ...moment }),
        );
      }),
      { numRuns: 600 },
    );
  });

  it("keeps its promises when GenAuth ends it at any call, sending or reading", async () => {
    await fc.assert(
      fc.asyncProperty(world, haltAt, haltAt, faults(fault, 12), async (world, send, read, others) => {
        const run = await watchedRun({
          rows: world.rows,
          pool: poolOf(world, {
            sendFault: (call) => (send && call >= send.at / 20 ? send.fault : others(call)),
            // Who redirects reading redirects everything: then nothing was stored before a redirect either.
            readFault: (call) =>
              read && call >= read.at && !isRedirect(read.fault) ? read.fault : others(call),
          }),
        });
        expectPromisesKept(run);
      }),
      { numRuns: 800 },
    );
  });

  it("keeps its promises when the key may not read, or nobody wants to", async () => {
    const verify = fc.constantFrom("every" as const, "none" as const);
    await fc.assert(
      fc.asyncProperty(
        world,
        verify,
        fc.boolean(),
        faults(fault, 12),
        async (world, verify, readable, sendFault) => {
          const run = await watchedRun({
            rows: world.rows,
            verify,
            pool: poolOf(world, { sendFault, readable }),
          });
          expectPromisesKept(run);
          if (readable) return;
          expect(run.end.counts.verified + run.end.counts.mismatch).toBe(0);
          for (const outcome of run.finals.values())
            if (outcome.state === "accepted")
              expect(outcome.code).toBe(verify === "every" ? "no_permission" : undefined);
        },
      ),
      { numRuns: 600 },
    );
  });

  it("keeps its promises when GenAuth shows no secret and does not say so", async () => {
    await fc.assert(
      fc.asyncProperty(world, faults(fault, 6), faults(fault, 12), async (world, sendFault, readFault) => {
        const run = await watchedRun({
          rows: world.rows,
          before: "keep",
          pool: poolOf(world, { sendFault, readFault, shown: false }),
        });
        expectPromisesKept(run);
        for (const [user, secret] of world.holds) expect(run.pool.holds.get(user)).toBe(secret);
      }),
      { numRuns: 400 },
    );
  });

  it("keeps its promises when lists may be no longer than GenAuth likes", async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat({ max: 179 }), { maxLength: 3 }),
        async (world, largestList, ids) => {
          const tooLarge = new Set(ids.map(userId));
          const run = await watchedRun({ rows: world.rows, pool: poolOf(world, { largestList, tooLarge }) });
          expectPromisesKept2(run, tooLarge);
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** As above, but a row that is too large by itself has its own truth. */
function expectPromisesKept2(run: Watched, tooLarge: ReadonlySet<string>): void {
  expect(run.broken).toEqual([]);
  for (const row of run.rows) {
    const outcome = run.finals.get(row.id);
    if (!tooLarge.has(row.userId)) expectTrue(run, row);
    else if (run.pool.heldBefore.get(row.userId) === row.secret) expect(outcome?.state).toBe("verified");
    else expect(outcome).toMatchObject({ state: "refused", code: "too_large" });
  }
}
