import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocks, ISSUE_CODES } from "@/lib/otp/issue";
import type { Outcome } from "@/lib/otp/outcome";
import { IDENTITY_KINDS } from "@/lib/otp/record";
import { EVERYTHING, type Query, type SortColumn } from "./query";
import { ROW_STATES, type Row } from "./row";
import { Rows } from "./rows";
import { goodRecord, secretOf, variedRecord } from "./testing";
import { View, viewOf } from "./view";

const OUTCOMES: readonly (Outcome | null)[] = [
  null,
  null,
  { state: "waiting" },
  { state: "verified" },
  { state: "refused", code: "conflict" },
  { state: "unknown", code: "timeout" },
];

const table = fc
  .array(fc.tuple(fc.nat(1_000_000), fc.constantFrom(...OUTCOMES), fc.boolean()), { maxLength: 25 })
  .map((entries) => {
    const rows = new Rows();
    rows.add(
      0,
      entries.map(([number]) => variedRecord(number)),
    );
    entries.forEach(([, outcome, removed], at) => {
      const row = rows.all.at(at) as Row;
      if (outcome) rows.setOutcome(row, outcome);
      if (removed) rows.setRemoved(row, true);
    });
    return rows;
  });

const COLUMNS: readonly SortColumn[] = ["line", "user", "issues", "outcome"];
const query: fc.Arbitrary<Query> = fc.record({
  state: fc.option(fc.constantFrom(...ROW_STATES), { freq: 2 }),
  issue: fc.option(fc.constantFrom(...ISSUE_CODES), { freq: 2 }),
  search: fc.constantFrom("", "", " ", "a", "ALICE", "@example", "5f8d", "7", "17", "GEZDG", "hotp", "one"),
  sort: fc.option(fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() }), { freq: 2 }),
});

/** The same question answered row by row, by the words of `Query`. */
function naive(rows: Rows, { state, issue, search, sort }: Query): Row[] {
  const codes = (row: Row) => rows.sets.codes(row.issues);
  const names = ({ record }: Row) => IDENTITY_KINDS.map((kind) => record[kind].toLowerCase());
  const needle = search.trim().toLowerCase();
  const kept = rows.all.filter(
    (row) =>
      (state === null || rows.stateOf(row) === state) &&
      (issue === null || (!row.removed && codes(row).includes(issue))) &&
      (needle === "" || `${row.record.line}` === needle || names(row).some((name) => name.includes(needle))),
  );
  if (!sort) return kept;
  const keyOf = (row: Row): string | number => {
    if (sort.column === "line") return row.id;
    if (sort.column === "user") return names(row).find((name) => name !== "") ?? "";
    if (sort.column === "outcome") return ROW_STATES.indexOf(rows.stateOf(row));
    return (blocks(codes(row)) ? 1000 : 0) + codes(row).length;
  };
  const keys = [...new Set(kept.map(keyOf))].sort((a, b) => (a < b ? -1 : 1));
  if (sort.descending) keys.reverse();
  return keys.flatMap((key) => kept.filter((row) => keyOf(row) === key));
}

test("any query shows the rows that a look at every row would find, in the order of its column", () => {
  fc.assert(
    fc.property(table, query, (rows, asked) => {
      expect(viewOf(rows, asked).map(({ id }) => id)).toEqual(naive(rows, asked).map(({ id }) => id));
    }),
    { numRuns: 500 },
  );
});

const tableOf = (...records: Parameters<typeof goodRecord>[]) => {
  const rows = new Rows();
  rows.add(
    0,
    records.map((given) => goodRecord(...given)),
  );
  return rows;
};
const ids = (rows: Rows, asked: Partial<Query>) =>
  viewOf(rows, { ...EVERYTHING, ...asked }).map(({ id }) => id);

test("everything, in the order of the file, is the table itself and costs nothing", () => {
  const rows = tableOf([1], [2]);
  expect(viewOf(rows, EVERYTHING)).toBe(rows.all);
});

describe("a removed row", () => {
  const rows = tableOf([1, { type: "hotp" }], [2, { type: "hotp" }]);
  rows.setRemoved(rows.all.at(0) as Row, true);
  test("is among the removed ones", () => expect(ids(rows, { state: "removed" })).toEqual([0]));
  test("has no issue to mend any more", () => expect(ids(rows, { issue: "type_hotp" })).toEqual([1]));
  test("is still there when nothing is filtered", () => expect(ids(rows, {})).toEqual([0, 1]));
});

test("secrets and recovery codes are never searched", () => {
  const rows = tableOf([1, { recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" }]);
  for (const search of [secretOf(1), secretOf(1).slice(0, 4), "b471", "8ec0"])
    expect(ids(rows, { search })).toEqual([]);
});

test.each([
  ["a part of any name, in any case", "EXAMPLE.com", [0]],
  ["Chinese", "雷", [1]],
  ["space around it aside", "  李雷 ", [1]],
  ["a line number, whole", "12", [1]],
  ["a part of a line number is none", "1", [0]],
])("searching %s", (_, search, found) => {
  const rows = tableOf(
    [0, { userId: "x", email: "Ann@Example.com", line: 1 }],
    [1, { userId: "y", username: "李雷", line: 12 }],
  );
  expect(ids(rows, { search })).toEqual(found);
});

test("rows that are equal in the sorted column stay in the order of the file, both ways", () => {
  const rows = tableOf(
    [0, { userId: "b" }],
    [1, { userId: "a" }],
    [2, { userId: "B" }],
    [3, { userId: "a" }],
  );
  expect(ids(rows, { sort: { column: "user", descending: false } })).toEqual([1, 3, 0, 2]);
  expect(ids(rows, { sort: { column: "user", descending: true } })).toEqual([0, 2, 1, 3]);
});

describe("rows that pour in", () => {
  const byUser: Query = { ...EVERYTHING, sort: { column: "user", descending: false } };
  const rows = tableOf([1, { userId: "b" }], [2, { userId: "d" }]);
  const view = new View(rows);
  const shown = (pouring: boolean) => view.list(byUser, pouring).map(({ record }) => record.userId);

  test("stand behind those that are sorted, until no more come", () => {
    expect(shown(true)).toEqual(["b", "d"]);
    rows.add(0, [goodRecord(3, { userId: "c" }), goodRecord(4, { userId: "a" })]);
    expect(shown(true)).toEqual(["b", "d", "c", "a"]);
    expect(shown(false)).toEqual(["a", "b", "c", "d"]);
  });

  test("are sorted anew when a name changes or rows go", () => {
    rows.replace(rows.all.at(0) as Row, goodRecord(1, { userId: "z" }));
    expect(shown(true)).toEqual(["a", "c", "d", "z"]);
    rows.add(1, [goodRecord(9, { userId: "k" })]);
    rows.drop(new Set([0]));
    expect(shown(true)).toEqual(["k"]);
  });
});

describe("a search in many rows", () => {
  const many = () => {
    const rows = new Rows();
    rows.add(
      0,
      Array.from({ length: 45_000 }, (_, at) => goodRecord(at, { userId: `u${at}` })),
    );
    return rows;
  };
  const asked = (search: string): Query => ({ ...EVERYTHING, search });
  const found = (view: View, search: string) => view.list(asked(search), false).map(({ id }) => id);

  test("goes on in slices, with what is found so far, and gives way to the next one", () => {
    const view = new View(many());
    expect(view.searchOn(asked("u444"))).toBe(true);
    expect(found(view, "u444")).toEqual([444, ...Array.from({ length: 10 }, (_, at) => 4440 + at)]);
    expect(view.searchOn(asked("u40000"))).toBe(true);
    expect(found(view, "u40000")).toEqual([]);
    while (view.searchOn(asked("u40000")));
    expect(found(view, "u40000")).toEqual([40_000]);
  });

  test("looks again where names have changed, and at rows that have come", () => {
    const rows = many();
    const view = new View(rows);
    while (view.searchOn(asked("zoe")));
    rows.replace(rows.all.at(44_000) as Row, goodRecord(1, { userId: "Zoe" }));
    rows.add(1, [goodRecord(2, { userId: "zoe2" })]);
    while (view.searchOn(asked("zoe")));
    expect(found(view, "zoe")).toEqual([44_000, 45_000]);
    rows.drop(new Set([0]));
    while (view.searchOn(asked("zoe")));
    expect(found(view, "zoe")).toEqual([45_000]);
  });
});

test("ten thousand names come in the order of their bytes, whatever they begin with", () => {
  const name = fc.oneof(
    fc.nat(30_000).map((number) => `user${String(number).padStart(6, "0")}@example.com`),
    fc.nat(5).map((number) => `user0000000${number}`),
    fc.constantFrom("", "user", "李雷", "Ünal", "same", "same"),
    fc.string({ maxLength: 6 }).map((text) => text.trim()),
  );
  fc.assert(
    fc.property(fc.array(name, { minLength: 9000, maxLength: 10_000, size: "max" }), (names) => {
      const rows = new Rows();
      rows.add(
        0,
        names.map((userId, at) => ({ ...goodRecord(at), userId })),
      );
      const sorted = viewOf(rows, { ...EVERYTHING, sort: { column: "user", descending: false } });
      const bytes = names.map((text) => Buffer.from(text.toLowerCase()));
      const expected = names
        .map((_, at) => at)
        .sort((a, b) => Buffer.compare(bytes[a] as Buffer, bytes[b] as Buffer) || a - b);
      expect(sorted.map(({ id }) => id)).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});
