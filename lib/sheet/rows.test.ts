import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckChoices, checkRecord, DEFAULT_CHOICES, type Verdict } from "@/lib/otp/check";
import { blocks, type IssueCode } from "@/lib/otp/issue";
import type { Outcome } from "@/lib/otp/outcome";
import type { SourceRecord } from "@/lib/otp/record";
import { lockOf, type Retry, ROW_STATES, type Row, type RowState } from "./row";
import { viewRow } from "./row-view";
import { Rows } from "./rows";
import { shapeOf } from "./shapes";
import { goodRecord, SECRET, secretOf, userIdOf, variedRecord } from "./testing";

/** What a row ought to be, worked out from nothing but its record, for the naive re-check. */
type Expected = {
  id: number;
  source: number;
  record: SourceRecord;
  verdict: Verdict;
  removed: boolean;
  outcome: Outcome | null;
};

const userOf = ({ userId, email, phone, username, externalId }: SourceRecord): string => {
  if (userId !== "") return /^[0-9a-f]{24}$/i.test(userId) ? userId.toLowerCase() : userId;
  const named = Object.entries({ email, phone, username, externalId }).find(([, name]) => name !== "");
  return named ? `${named[0]}:${named[1].toLowerCase()}` : "";
};

/** A table that knows no short cut: every question is answered by looking at all rows. */
class Naive {
  rows: Expected[] = [];
  readonly seen: Seen = new Map();
  choices: CheckChoices = DEFAULT_CHOICES;

  twins(row: Expected, code: IssueCode): Expected[] {
    const keyOf = ({ record, verdict }: Expected) =>
      code === "user_duplicate" ? userOf(record) : code === "secret_duplicate" ? verdict.secret : "";
    if (row.removed || keyOf(row) === "") return [];
    return this.rows.filter((other) => other !== row && !other.removed && keyOf(other) === keyOf(row));
  }

  issues(row: Expected): IssueCode[] {
    const others = (["user_duplicate", "secret_duplicate"] as const).filter(
      (code) => this.twins(row, code).length > 0,
    );
    return [...row.verdict.issues, ...others];
  }

  state(row: Expected): RowState {
    if (row.removed) return "removed";
    return row.outcome?.state ?? (blocks(this.issues(row)) ? "blocked" : "ready");
  }

  retryOf(row: Expected): Retry | null {
    const { outcome } = row;
    if (row.removed || blocks(this.issues(row))) return null;
    if (outcome?.state === "skipped" && outcome.code !== "same")
      return outcome.code === "has_otp" ? "kept" : "unchecked";
    const failed =
      outcome?.state === "refused" ||
      outcome?.state === "unknown" ||
      outcome?.state === "stopped" ||
      (outcome?.state === "mismatch" && outcome.code === "absent");
    return failed ? "failed" : null;
  }
}

type Real = { rows: Rows; nextId: number };

const OUTCOMES: readonly (Outcome | null)[] = [
  null,
  { state: "waiting" },
  { state: "sending" },
  { state: "accepted" },
  { state: "verified" },
  { state: "mismatch", code: "absent" },
  { state: "mismatch", code: "different" },
  { state: "refused", code: "invalid" },
  { state: "unknown", code: "reset" },
  { state: "stopped" },
  { state: "skipped", code: "same" },
  { state: "skipped", code: "has_otp" },
  { state: "skipped", code: "unchecked" },
];

type Step = fc.Command<Naive, Real>;

const add = (source: number, records: SourceRecord[]): Step => ({
  check: () => true,
  run(model, real) {
    real.rows.add(source, records);
    for (const record of records) {
      const verdict = checkRecord(record, model.choices);
      model.rows.push({ id: real.nextId++, source, record, verdict, removed: false, outcome: null });
    }
    agree(model, real.rows);
  },
  toString: () => `add ${JSON.stringify(records)} of ${source}`,
});

/** Something done to one row, whichever the number says; `locked`: also to one that is not the admin's to change. */
const change = (
  at: number,
  what: string,
  locked: boolean,
  doIt: (row: Expected, model: Naive, rows: Rows, real: Row) => void,
): Step => ({
  check({ rows }) {
    const row = rows[at % rows.length];
    return row !== undefined && (locked || lockOf(row.outcome) === null);
  },
  run(model, { rows }) {
    const row = model.rows[at % model.rows.length] as Expected;
    doIt(row, model, rows, rows.byId(row.id) as Row);
    agree(model, rows);
  },
  toString: () => `${what} at ${at}`,
});

const replace = (at: number, record: SourceRecord) =>
  change(at, `replace by ${JSON.stringify(record)}`, false, (row, { choices }, rows, real) => {
    rows.replace(real, record);
    Object.assign(row, { record, verdict: checkRecord(record, choices), outcome: null });
  });

const setRemoved = (at: number, removed: boolean) =>
  change(at, removed ? "remove" : "restore", false, (row, _, rows, real) => {
    rows.setRemoved(real, removed);
    row.removed = removed;
  });

const setOutcome = (at: number, outcome: Outcome | null) =>
  change(at, `outcome ${JSON.stringify(outcome)}`, true, (row, _, rows, real) => {
    // What is done is done (nextOutcome): its secret is gone, and no later word brings it back.
    if (lockOf(row.outcome) === "done") return;
    rows.setOutcome(real, outcome);
    row.outcome = outcome;
  });

const choose = (choices: CheckChoices): Step => ({
  check: () => true,
  run(model, { rows }) {
    rows.choose(choices);
    model.choices = choices;
    for (const row of model.rows)
      if (lockOf(row.outcome) === null) row.verdict = checkRecord(row.record, choices);
    agree(model, rows);
  },
  toString: () => `choose ${JSON.stringify(choices)}`,
});

const drop = (sources: number[]): Step => ({
  check: () => true,
  run(model, { rows }) {
    rows.drop(new Set(sources));
    model.rows = model.rows.filter(({ source }) => !sources.includes(source));
    agree(model, rows);
  },
  toString: () => `drop ${sources}`,
});

type Seen = Map<number, { view: string; revision: number }>;

/** What the page draws of a row has not changed, or its revision has risen since the page last saw it. */
function drawnAgain(seen: Seen, rows: Rows, row: Row): void {
  const { revision, issues, ...rest } = viewRow(rows, row);
  const view = JSON.stringify([rest, issues.map(({ code }) => code)]);
  const before = seen.get(row.id);
  if (before && before.view !== view) expect(revision).toBeGreaterThan(before.revision);
  seen.set(row.id, { view, revision });
}

/** The rows are what the naive re-check of all of them says, in every count and every verdict. */
function agree(model: Naive, rows: Rows): void {
  expect(rows.all.map(({ id }) => id)).toEqual(model.rows.map(({ id }) => id));
  const states = Object.fromEntries(ROW_STATES.map((state) => [state, 0])) as Record<RowState, number>;
  const issues = new Map<IssueCode, number>();
  const shapes = new Map<string, number>();
  const retries = { failed: 0, kept: 0, unchecked: 0 };
  model.rows.forEach((expected, at) => {
    const row = rows.all.at(at) as Row;
    const codes = model.issues(expected);
    expect(rows.sets.codes(row.issues)).toEqual(codes);
    expect(rows.stateOf(row)).toBe(model.state(expected));
    const retry = model.retryOf(expected);
    expect(rows.retryOf(row)).toBe(retry);
    expect([rows.byId(row.id)?.id, row.place, rows.has(row)]).toEqual([row.id, at, true]);
    drawnAgain(model.seen, rows, row);
    states[model.state(expected)]++;
    if (retry) retries[retry]++;
    const shape = JSON.stringify(shapeOf(expected.record));
    if (!expected.removed) shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
    if (!expected.removed) for (const code of codes) issues.set(code, (issues.get(code) ?? 0) + 1);
    for (const code of ["user_duplicate", "secret_duplicate"] as const) {
      const twin = codes.includes(code) ? rows.twin(row, code) : null;
      const twins = model.twins(expected, code).map(({ id }) => id);
      expect(twin ? twins.includes(twin.id) : twins.length === 0).toBe(true);
    }
    const done = lockOf(expected.outcome) === "done";
    expect([row.secret, row.record.secret]).toEqual(
      done ? ["", ""] : [expected.verdict.secret, expected.record.secret],
    );
  });
  expect(rows.counts()).toEqual(states);
  expect(Object.values(rows.counts()).reduce((sum, count) => sum + count, 0)).toBe(rows.all.length);
  expect(Object.fromEntries(rows.tally.ofIssues())).toEqual(Object.fromEntries(issues));
  const counted = rows.tally.ofShapes().map(({ shape, rows: of }) => [JSON.stringify(shape), of] as const);
  expect(new Map(counted)).toEqual(shapes);
  expect(rows.tally.ofRetries()).toEqual(retries);
}

test("after whatever is done to them, counts, verdicts and duplicates are those of a full re-check", () => {
  const at = fc.nat(30);
  const record = fc.nat(1_000_000).map(variedRecord);
  const choices = fc.record({
    acceptInactiveUsers: fc.boolean(),
    acceptShortSecrets: fc.boolean(),
    severalRecoveryCodes: fc.constantFrom("first" as const, "none" as const),
  });
  const commands = [
    fc.tuple(fc.nat(2), fc.array(record, { minLength: 1, maxLength: 4 })).map((given) => add(...given)),
    fc.tuple(at, record).map((given) => replace(...given)),
    fc.tuple(at, fc.boolean()).map((given) => setRemoved(...given)),
    fc.tuple(at, fc.constantFrom(...OUTCOMES)).map((given) => setOutcome(...given)),
    choices.map((given) => choose(given)),
    fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }).map((given) => drop(given)),
  ];
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 60, size: "+1" }), (steps) => {
      fc.modelRun(() => ({ model: new Naive(), real: { rows: new Rows(), nextId: 0 } }), steps);
    }),
    { numRuns: 200 },
  );
});

const rowsOf = (...records: SourceRecord[]): Rows => {
  const rows = new Rows();
  rows.add(0, records);
  return rows;
};
const issuesOf = (rows: Rows) => rows.all.map((row) => rows.sets.codes(row.issues));
const row = (rows: Rows, at: number) => rows.all.at(at) as Row;

describe("the same user twice", () => {
  test("blocks both, until one is removed or becomes somebody else", () => {
    const rows = rowsOf(goodRecord(1), goodRecord(2, { userId: userIdOf(1) }));
    expect(issuesOf(rows)).toEqual([["user_duplicate"], ["user_duplicate"]]);
    expect(rows.twin(row(rows, 0), "user_duplicate")?.id).toBe(1);
    rows.setRemoved(row(rows, 0), true);
    expect(rows.counts()).toMatchObject({ ready: 1, removed: 1, blocked: 0 });
    rows.setRemoved(row(rows, 0), false);
    expect(rows.counts()).toMatchObject({ blocked: 2 });
    rows.replace(row(rows, 1), goodRecord(2));
    expect(rows.counts()).toMatchObject({ ready: 2 });
  });

  test("is the same also in upper case, since GenAuth’s ids are hexadecimal numbers", () => {
    const id = "5f8d0d55b54764421b7156c1";
    const rows = rowsOf(goodRecord(1, { userId: id }), goodRecord(2, { userId: id.toUpperCase() }));
    expect(issuesOf(rows).every((codes) => codes.includes("user_duplicate"))).toBe(true);
    const names = rowsOf(goodRecord(1, { userId: "Ann" }), goodRecord(2, { userId: "ann" }));
    expect(issuesOf(names).some((codes) => codes.includes("user_duplicate"))).toBe(false);
  });

  test("named by id in one row and only by e-mail in another is found as soon as the other has its id", () => {
    const email = "ann@example.com";
    const rows = rowsOf(goodRecord(1, { email }), goodRecord(2, { userId: "", email }));
    expect(issuesOf(rows)).toEqual([[], ["user_id_missing"]]);
    rows.replace(row(rows, 1), goodRecord(2, { userId: userIdOf(1), email }));
    expect(rows.counts()).toMatchObject({ blocked: 2 });
  });

  test("is not meant by the same label: two people may both have an iPhone", () => {
    const label = "iPhone";
    const rows = rowsOf(goodRecord(1, { userId: "", label }), goodRecord(2, { userId: "", label }));
    expect(issuesOf(rows)).toEqual([["user_missing"], ["user_missing"]]);
  });

  test("in a removed row that is changed concerns nobody", () => {
    const rows = rowsOf(goodRecord(1), goodRecord(2));
    rows.setRemoved(row(rows, 0), true);
    rows.replace(row(rows, 0), goodRecord(2));
    expect(issuesOf(rows)).toEqual([[], []]);
    rows.setRemoved(row(rows, 0), false);
    expect(rows.counts()).toMatchObject({ blocked: 2 });
    rows.setRemoved(row(rows, 0), true);
    expect(rows.counts()).toMatchObject({ ready: 1, removed: 1 });
  });
});

describe("a row that GenAuth holds", () => {
  test.each(["accepted", "verified"] as const)(
    "%s: keeps its length and its twins, and no secret",
    (state) => {
      const codes = { recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" };
      const rows = rowsOf(goodRecord(1, codes), goodRecord(2, { secret: secretOf(1) }));
      rows.setOutcome(row(rows, 0), { state });
      expect(row(rows, 0)).toMatchObject({ secret: "", recoveryCode: "", bits: 160 });
      const { record, bare } = row(rows, 0);
      expect(JSON.stringify([record, bare])).not.toMatch(new RegExp(`${secretOf(1)}|b471`));
      expect(rows.twin(row(rows, 1), "secret_duplicate")?.id).toBe(0);
    },
  );

  test("is not checked again when the choices change: without its secret it would be blocked", () => {
    const rows = rowsOf(goodRecord(1));
    rows.setOutcome(row(rows, 0), { state: "verified" });
    rows.choose({ ...DEFAULT_CHOICES, acceptShortSecrets: true });
    expect(issuesOf(rows)).toEqual([[]]);
  });
});

describe("another attempt", () => {
  test("is open to a row only while nothing is wrong with it", () => {
    const rows = rowsOf(goodRecord(1));
    rows.setOutcome(row(rows, 0), { state: "refused", code: "invalid" });
    expect(rows.tally.ofRetries().failed).toBe(1);
    rows.add(1, [goodRecord(1)]);
    expect(rows.tally.ofRetries().failed).toBe(0);
    rows.drop(new Set([1]));
    expect(rows.tally.ofRetries().failed).toBe(1);
    rows.setRemoved(row(rows, 0), true);
    expect(rows.tally.ofRetries().failed).toBe(0);
  });

  test("of a changed row is a first one", () => {
    const rows = rowsOf(goodRecord(1));
    rows.setOutcome(row(rows, 0), { state: "refused", code: "invalid" });
    rows.replace(row(rows, 0), goodRecord(1, { secret: SECRET }));
    expect(rows.counts()).toMatchObject({ ready: 1, refused: 0 });
  });
});

describe("ids", () => {
  test("are never used again", () => {
    const rows = rowsOf(goodRecord(1), goodRecord(2));
    rows.drop(new Set([0]));
    rows.add(1, [goodRecord(3)]);
    expect(rows.all.map(({ id }) => id)).toEqual([2]);
    expect(rows.byId(0)).toBe(null);
    expect(rows.byId(1)).toBe(null);
  });

  test("find their row and nothing else, wherever rows have gone", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 40 }), fc.nat(3), (sources, gone) => {
        const rows = new Rows();
        sources.forEach((source, number) => {
          rows.add(source, [goodRecord(number)]);
        });
        rows.drop(new Set([gone]));
        for (let id = -1; id <= sources.length; id++) {
          const kept = sources[id] !== undefined && sources[id] !== gone;
          expect(rows.byId(id)?.id ?? null).toBe(kept ? id : null);
        }
      }),
    );
  });

  test("of a row that was dropped do not make it a row of the table", () => {
    const rows = rowsOf(goodRecord(1));
    const gone = row(rows, 0);
    expect(rows.has(gone)).toBe(true);
    rows.drop(new Set([0]));
    expect(rows.has(gone)).toBe(false);
  });
});

test("what users files have told goes into the rows that are still open", () => {
  const rows = rowsOf(
    ...[1, 2, 3].map((number) => goodRecord(number, { userId: "", externalId: `e${number}` })),
  );
  rows.setRemoved(row(rows, 1), true);
  rows.complete((record) =>
    record.externalId === "e3" ? record : { ...record, userId: userIdOf(record.line) },
  );
  expect(rows.counts()).toMatchObject({ ready: 1, removed: 1, blocked: 1 });
});
