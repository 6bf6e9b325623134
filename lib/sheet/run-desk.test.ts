import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importRequestSchema, MOST_ROWS } from "@/lib/otp/import-request";
import type { Outcome, RangeOutcome } from "@/lib/otp/outcome";
import type { Row, RowState } from "./row";
import { Rows } from "./rows";
import { RunDesk } from "./run-desk";
import { goodRecord, range, secretOf, userIdOf, variedRecord } from "./testing";

const NONE: ReadonlySet<number> = new Set();

function desk(...records: ReturnType<typeof goodRecord>[]) {
  const rows = new Rows();
  rows.add(0, records);
  return { rows, desk: new RunDesk(rows) };
}
const good = (count: number) => desk(...range(count).map((number) => goodRecord(number)));
const states = (rows: Rows): RowState[] => rows.all.map((row) => rows.stateOf(row));
const tell = (id: number, outcome: Outcome): RangeOutcome => ({ first: id, last: id, outcome });
const lost = (its: RunDesk) => ({
  to: its.takenTo,
  outcome: { state: "unknown", code: "reset" } as const,
});
const row = (rows: Rows, at: number) => rows.all.at(at) as Row;

describe("what goes out", () => {
  test("is what is ready and nothing else", () => {
    const { rows, desk: its } = desk(
      goodRecord(0),
      goodRecord(1, { type: "hotp" }),
      goodRecord(2),
      goodRecord(3),
      goodRecord(4),
    );
    rows.setRemoved(row(rows, 2), true);
    rows.setOutcome(row(rows, 3), { state: "verified" });
    rows.setOutcome(row(rows, 4), { state: "refused", code: "invalid" });
    expect(its.begin("ready", NONE)).toBe(1);
    expect(states(rows)).toEqual(["waiting", "blocked", "removed", "verified", "refused"]);
    expect(its.take(10)).toEqual([{ id: 0, source: 0, line: 1, userId: userIdOf(0), secret: secretOf(0) }]);
  });

  test("on another attempt is what failed and may be mended, and nothing else", () => {
    const outcomes: Outcome[] = [
      { state: "refused", code: "user_not_found" },
      { state: "unknown", code: "timeout" },
      { state: "stopped" },
      { state: "mismatch", code: "absent" },
      { state: "mismatch", code: "different" },
      { state: "accepted" },
      { state: "verified" },
    ];
    const { rows, desk: its } = good(outcomes.length + 1);
    outcomes.forEach((outcome, at) => {
      rows.setOutcome(row(rows, at), outcome);
    });
    expect(rows.tally.ofRetries().failed).toBe(4);
    expect(its.begin("failed", NONE)).toBe(4);
    expect(its.take(10).map(({ id }) => id)).toEqual([0, 1, 2, 3]);
    expect(states(rows).slice(4)).toEqual(["mismatch", "accepted", "verified", "ready"]);
  });

  test("leaves out the sources that are held back", () => {
    const { rows, desk: its } = good(1);
    rows.add(1, [goodRecord(1)]);
    expect(its.begin("ready", new Set([1]))).toBe(1);
    expect(states(rows)).toEqual(["waiting", "ready"]);
  });

  test("goes out in chunks, in file order, each row once", () => {
    const { desk: its } = good(7);
    its.begin("ready", NONE);
    const chunks = [its.take(3), its.take(3), its.take(3), its.take(3)];
    expect(chunks.map((chunk) => chunk.map(({ id }) => id))).toEqual([[0, 1, 2], [3, 4, 5], [6], []]);
  });

  test("carries a recovery code only where there is one", () => {
    const recoveryCode = "b471-8ec0-874a-087f-bccb-cd54";
    const { desk: its } = desk(goodRecord(0, { recoveryCode }), goodRecord(1));
    its.begin("ready", NONE);
    expect(its.take(2).map((sent) => sent.recoveryCode)).toEqual([recoveryCode, undefined]);
  });

  test("is never a row that has left the table meanwhile", () => {
    const { rows, desk: its } = good(2);
    rows.add(1, [goodRecord(2), goodRecord(3)]);
    its.begin("ready", NONE);
    expect(its.take(1)).toHaveLength(1);
    rows.drop(new Set([0]));
    expect(its.take(2).map(({ id }) => id)).toEqual([2, 3]);
    its.apply([tell(0, { state: "verified" })]);
    its.end({ state: "stopped" }, lost(its));
    expect(rows.counts()).toMatchObject({ waiting: 0, verified: 0, stopped: 0, unknown: 2 });
  });

  test("is always what the server takes, whatever the file holds", () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: fc.constantFrom("😀", "a"), maxLength: 140 }),
      fc.string({ unit: "grapheme", minLength: 100, maxLength: 140 }),
      fc.constantFrom("x".repeat(256), "x".repeat(257), "a b", "", "1e5", "\ud800"),
    );
    const record = fc.record({
      userId: fc.oneof(odd, fc.nat(9).map(userIdOf)),
      recoveryCode: odd,
      secret: fc.oneof(odd, fc.base64String({ maxLength: 200 }), fc.stringMatching(/^[A-Z2-7]{16,40}$/)),
      secretEncoding: fc.constantFrom("base32" as const, "hex" as const, "base64" as const, "utf8" as const),
    });
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (records, acceptShortSecrets) => {
          const { rows, desk: its } = desk(...records.map((given) => goodRecord(0, given)));
          rows.choose({ acceptShortSecrets, severalRecoveryCodes: "first", acceptInactiveUsers: false });
          its.begin("ready", NONE);
          const sent = its.take(MOST_ROWS);
          fc.pre(sent.length > 0);
          expect(importRequestSchema.safeParse({ last: true, rows: sent }).error).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("what comes back", () => {
  test("goes to its row, and to nobody if there is no such row", () => {
    const { rows, desk: its } = good(2);
    its.begin("ready", NONE);
    its.apply([tell(1, { state: "sending" }), tell(7, { state: "verified" })]);
    expect(states(rows)).toEqual(["waiting", "sending"]);
  });

  test("never takes a row out of verified", () => {
    const late: Outcome[] = [
      { state: "waiting" },
      { state: "sending" },
      { state: "refused", code: "invalid" },
      { state: "unknown", code: "reset" },
      { state: "mismatch", code: "absent" },
      { state: "accepted" },
      { state: "stopped" },
    ];
    const { rows, desk: its } = good(1);
    its.begin("ready", NONE);
    its.apply([tell(0, { state: "verified" })]);
    for (const outcome of late) its.apply([tell(0, outcome)]);
    its.end({ state: "stopped" }, lost(its));
    expect(states(rows)).toEqual(["verified"]);
    expect(its.begin("failed", NONE) + its.begin("ready", NONE)).toBe(0);
  });

  test("never makes a row one to retry whose secret is gone", () => {
    const { rows, desk: its } = good(1);
    its.begin("ready", NONE);
    its.apply([tell(0, { state: "accepted", code: "no_answer" })]);
    its.apply([
      tell(0, { state: "mismatch", code: "absent" }),
      tell(0, { state: "refused", code: "invalid" }),
    ]);
    expect([states(rows), rows.tally.ofRetries().failed]).toEqual([["accepted"], 0]);
  });

  test("is not believed of a row that was changed after the run", () => {
    const { rows, desk: its } = good(1);
    its.begin("ready", NONE);
    its.take(1);
    its.end({ state: "stopped" }, lost(its));
    rows.replace(row(rows, 0), goodRecord(5));
    its.apply([tell(0, { state: "verified" })]);
    expect([states(rows), row(rows, 0).secret]).toEqual([["ready"], secretOf(5)]);
  });
});

describe("the end", () => {
  const half = () => {
    const { rows, desk: its } = good(4);
    its.begin("ready", NONE);
    its.take(3);
    its.apply([tell(0, { state: "verified" }), tell(1, { state: "sending" })]);
    return { rows, desk: its };
  };

  test("after an answer that broke off: what was handed out may be stored or not, the rest was never sent", () => {
    const { rows, desk: its } = half();
    its.end({ state: "stopped" }, lost(its));
    expect(rows.all.map(({ outcome }) => outcome)).toEqual([
      { state: "verified" },
      { state: "unknown", code: "reset" },
      { state: "unknown", code: "reset" },
      { state: "stopped" },
    ]);
    expect(rows.tally.ofRetries().failed).toBe(3);
  });

  test("after rows that the server turned away: nothing of them was sent", () => {
    const { rows, desk: its } = half();
    its.end({ state: "stopped", code: "credentials" }, null);
    expect(states(rows)).toEqual(["verified", "stopped", "stopped", "stopped"]);
    expect(row(rows, 3).outcome).toEqual({ state: "stopped", code: "credentials" });
  });

  test("what is known to have gone out is on its way, and nothing that came to its end before", () => {
    const { rows, desk: its } = half();
    its.applySent(2);
    its.applySent(1);
    expect(states(rows)).toEqual(["verified", "sending", "sending", "waiting"]);
    its.apply([tell(2, { state: "accepted" })]);
    its.applySent(9);
    expect(states(rows)).toEqual(["verified", "sending", "accepted", "sending"]);
  });

  test("names for every row the file of the run that it came from", () => {
    const { rows, desk: its } = good(1);
    rows.add(4, [goodRecord(1)]);
    rows.add(7, [goodRecord(2)]);
    its.begin("ready", new Set([0]));
    expect([its.sources, its.take(5).map(({ source }) => source)]).toEqual([
      [4, 7],
      [0, 1],
    ]);
  });

  test("leaves nothing on the list and every row free again", () => {
    const { rows, desk: its } = half();
    its.end({ state: "stopped" }, lost(its));
    expect(its.take(10)).toEqual([]);
    expect(its.begin("failed", NONE)).toBe(3);
    its.end({ state: "stopped" }, lost(its));
    expect(rows.counts()).toMatchObject({ verified: 1, stopped: 3, waiting: 0, sending: 0, unknown: 0 });
  });
});

test("whatever the server tells, totals add up, and no row is sent after it was seen to be stored", () => {
  const outcome = fc.constantFrom<Outcome>(
    { state: "sending" },
    { state: "accepted" },
    { state: "verified" },
    { state: "mismatch", code: "absent" },
    { state: "refused", code: "conflict" },
    { state: "unknown", code: "reset" },
    { state: "stopped", code: "throttled" },
  );
  const run = fc.record({
    scope: fc.constantFrom("ready" as const, "failed" as const),
    most: fc.integer({ min: 1, max: 4 }),
    told: fc.array(fc.record({ id: fc.nat(9), outcome }), { maxLength: 15 }),
    takes: fc.nat(4),
    doubtful: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000_000), { maxLength: 8 }),
      fc.array(run, { maxLength: 5 }),
      (numbers, runs) => {
        const { rows, desk: its } = desk(...numbers.map(variedRecord));
        const stored = new Set<number>();
        for (const { scope, most, told, takes, doubtful } of runs) {
          const begun = its.begin(scope, NONE);
          const sent = range(takes).flatMap(() => its.take(most));
          expect(sent.length).toBe(Math.min(begun, takes * most));
          for (const { id, secret } of sent) expect([stored.has(id), secret === ""]).toEqual([false, false]);
          its.apply(told.map(({ id, outcome }) => tell(id, outcome)));
          its.end({ state: "stopped" }, doubtful ? lost(its) : null);
          for (const { id, outcome: its } of rows.all)
            if (its?.state === "verified" || its?.state === "accepted") stored.add(id);
          const counts = rows.counts();
          expect([counts.waiting, counts.sending]).toEqual([0, 0]);
          expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(numbers.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});
