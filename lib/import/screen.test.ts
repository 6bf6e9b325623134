import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Before } from "@/lib/otp/run-view";
import type { FakePoolOptions } from "./fake-pool";
import { rowsFor, userId, watchedRun } from "./watched-run";

/** Users 0, 1 and 2 of each five: without an OTP, with the very one, with another. */
function holdings(count: number): Map<string, string> {
  const holds = new Map<string, string>();
  for (let id = 0; id < count; id++) {
    if (id % 5 === 1) holds.set(userId(id), `NEW${id}`);
    if (id % 5 === 2) holds.set(userId(id), `OLD${id}`);
  }
  return holds;
}

function run(before: Before, pool: FakePoolOptions = {}, count = 120) {
  return watchedRun({ rows: rowsFor(count), before, pool: { holds: holdings(count), ...pool } });
}

const sentIds = ({ pool }: Awaited<ReturnType<typeof run>>) =>
  new Set(pool.sendings.flatMap(({ rows }) => rows.map(({ id }) => id)));

describe("before anything is sent", () => {
  it("`keep` sends to nobody who has an OTP", async () => {
    const kept = await run("keep");
    expect(kept.broken).toEqual([]);
    for (let id = 0; id < 120; id++) {
      const expected =
        id % 5 === 1
          ? { state: "skipped", code: "same" }
          : id % 5 === 2
            ? { state: "skipped", code: "has_otp" }
            : { state: "verified" };
      expect(kept.finals.get(id)).toMatchObject(expected);
      expect(sentIds(kept).has(id)).toBe(expected.state === "verified");
    }
    expect(kept.pool.holds.get(userId(2))).toBe("OLD2");
    expect(kept.end.counts).toMatchObject({ skipped: 48, verified: 72 });
  });

  it("`replace` leaves alone only who has this very one", async () => {
    const replaced = await run("replace");
    expect(replaced.end.counts).toMatchObject({ skipped: 24, verified: 96 });
    expect(replaced.pool.holds.get(userId(2))).toBe("NEW2");
    expect(sentIds(replaced).has(1)).toBe(false);
  });

  it("`blind` looks at nobody", async () => {
    const blind = await watchedRun({ rows: rowsFor(120), before: "blind", verify: "none" });
    expect(blind.pool.reads).toBe(0);
    expect(blind.end.counts.accepted).toBe(120);
  });

  it("the rows that are left go in full lists", async () => {
    const { pool } = await run("keep", {}, 500);
    expect(pool.sendings.map(({ rows }) => rows.length)).toEqual([50, 50, 50, 50, 50, 50]);
  });

  it("a key that may not read secrets still sees who has an OTP", async () => {
    const { end, pool } = await run("keep", { readable: false });
    expect(end.counts).toMatchObject({ skipped: 48, accepted: 72 });
    expect(pool.holds.get(userId(2))).toBe("OLD2");
  });

  it("who cannot be seen at all is not sent to, and that is said", async () => {
    const { end, finals, pool } = await run("keep", { readable: false, enrolmentReadable: false });
    expect(pool.sendings).toEqual([]);
    expect(end).toEqual({ counts: expect.objectContaining({ skipped: 120 }), halt: null });
    expect(finals.get(0)).toEqual({ state: "skipped", code: "unchecked" });
  });

  it("a GenAuth that shows no secret, and does not say so, does not have an OTP replaced that is to be kept", async () => {
    const { end, pool, finals } = await run("keep", { shown: false });
    expect(pool.holds.get(userId(2))).toBe("OLD2");
    expect(finals.get(2)).toEqual({ state: "skipped", code: "has_otp" });
    expect(end.counts).toMatchObject({ skipped: 48, accepted: 72, mismatch: 0 });
  });

  it("asks whether there is an OTP only until it has been shown one", async () => {
    const { pool, end } = await watchedRun({ rows: rowsFor(500), before: "keep" });
    expect(end.counts.verified).toBe(500);
    // Each is looked at before and after; beside that, those that were looked at before the first was read back.
    expect(pool.reads).toBeLessThanOrEqual(2 * 500 + 4 * 50);
  });

  it("where that may not be asked, a user of whom no secret is shown has none", async () => {
    const { end } = await run("keep", { enrolmentReadable: false });
    expect(end.counts).toMatchObject({ skipped: 48, verified: 72 });
  });

  it("with `replace` nobody need be seen", async () => {
    const { end } = await run("replace", { readable: false, enrolmentReadable: false });
    expect(end.counts.accepted).toBe(120);
  });

  it.each(["keep", "replace", "blind"] as const)(
    "with `%s` only members of the tenant are sent to",
    async (before) => {
      const members = new Set(Array.from({ length: 60 }, (_, id) => userId(id)));
      const { finals, pool, broken } = await run(before, { members });
      expect(broken).toEqual([]);
      for (let id = 60; id < 120; id++)
        expect(finals.get(id)).toEqual({ state: "refused", code: "outside_tenant", apiCode: 2004 });
      for (const { rows } of pool.sendings) for (const row of rows) expect(row.id).toBeLessThan(60);
    },
  );

  it("who may not see the tenant's members may send to nobody", async () => {
    const { end, pool } = await run("blind", {
      members: new Set(),
      readFault: () => ({ kind: "halted", code: "permission" }),
    });
    expect(pool.sendings).toEqual([]);
    expect(end.halt).toBe("permission");
    expect(end.counts.stopped).toBe(120);
  });
});

it("whatever fails and whenever it is stopped, `keep` changes nobody's OTP", async () => {
  const fault = fc.oneof(
    fc.constant({ kind: "throttled" as const }),
    fc.constant({ kind: "rejects" as const }),
    fc.record({
      kind: fc.constant("doubtful" as const),
      code: fc.constantFrom("timeout" as const, "reset" as const),
      stored: fc.constantFrom("yes" as const, "no" as const, "late" as const),
    }),
    fc.record({
      kind: fc.constant("halted" as const),
      code: fc.constantFrom("credentials" as const, "permission" as const),
    }),
  );
  const faults = fc
    .array(fc.option(fault, { freq: 6, nil: undefined }), { minLength: 1, maxLength: 40, size: "max" })
    .map((list) => (call: number) => list[call % list.length]);
  const stopAtFinal = fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      faults,
      faults,
      fc.boolean(),
      stopAtFinal,
      async (sendFault, readFault, scoped, stop) => {
        const members = scoped ? new Set(Array.from({ length: 50 }, (_, id) => userId(id))) : undefined;
        const { pool, finals, broken } = await watchedRun({
          rows: rowsFor(90),
          before: "keep",
          stopAtFinal: stop,
          pool: { holds: holdings(90), sendFault, readFault, ...(members ? { members } : {}) },
        });
        expect(broken).toEqual([]);
        expect(finals.size).toBe(90);
        for (const [user, secret] of pool.heldBefore) expect(pool.holds.get(user)).toBe(secret);
        if (members)
          for (const user of pool.holds.keys())
            if (!members.has(user)) expect(pool.heldBefore.has(user)).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});
