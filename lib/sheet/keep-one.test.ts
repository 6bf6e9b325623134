import { expect, test } from "vitest";
import { MASK } from "@/lib/otp/misplaced-secret";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { deviceNames, type KeepRule, keepChange } from "./keep-one";
import { Rows } from "./rows";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const A = "aaaaaaaaaaaaaaaaaaaaaaaa";
const B = "bbbbbbbbbbbbbbbbbbbbbbbb";

function rowsOf(...records: Partial<SourceRecord>[]): Rows {
  const rows = new Rows();
  rows.add(
    0,
    records.map((record, at) => ({ ...emptyRecord(at + 1), userId: A, secret: SECRET, ...record })),
  );
  return rows;
}
function keepOne(rows: Rows, rule: KeepRule): void {
  for (const id of keepChange(rows, rule).ids) {
    const row = rows.byId(id);
    if (row) rows.setRemoved(row, true);
  }
}
const left = (rows: Rows) => rows.all.filter(({ removed }) => !removed).map(({ id }) => id);

test("one record of each user stays, the first or the newest", () => {
  const records = [{ created: 10 }, { created: 30 }, { created: 20 }, { userId: B }, { userId: B }];
  const first = rowsOf(...records);
  keepOne(first, "first");
  expect(left(first)).toEqual([0, 3]);
  const newest = rowsOf(...records);
  keepOne(newest, "newest");
  expect(left(newest)).toEqual([1, 3]);
  expect(newest.counts()).toMatchObject({ ready: 2, removed: 3 });
});

test("the one on a device of a name stays; a user without such a device is left alone", () => {
  const records = [
    { device: "Yubikey" },
    { device: "Alice's iPhone 15" },
    { device: "iphone SE" },
    { userId: B, device: "Pixel" },
    { userId: B, label: "Bob iPhone", type: "hotp" },
  ];
  const rows = rowsOf(...records);
  keepOne(rows, { named: "iPhone" });
  expect(left(rows)).toEqual([1, 3, 4]);
  const byLabel = rowsOf({ userId: B, label: "Pixel" }, { userId: B, label: "Bob iPhone" });
  keepOne(byLabel, { named: "iphone" });
  expect(left(byLabel)).toEqual([1]);
});

test("a device can be chosen before the users are found", () => {
  const unknown = { userId: "", email: "alice@example.com" };
  const rows = rowsOf({ ...unknown, device: "Yubikey" }, { ...unknown, device: "iPhone" });
  keepOne(rows, { named: "iphone" });
  expect(left(rows)).toEqual([1]);
});

test("device names to choose by: of users with several records, the commonest first", () => {
  const named = (device: string, userId = A) => ({ userId, device });
  const rows = rowsOf(named("Pixel"), named("iPhone"), named("iPhone"), named("alone", B), { label: MASK });
  expect(deviceNames(rows, 10)).toEqual(["iPhone", "Pixel"]);
  expect(deviceNames(rows, 1)).toEqual(["iPhone"]);
});

test("a record that GenAuth could not use is not kept before one that it could", () => {
  const rows = rowsOf({ type: "hotp", created: 99 }, { created: 1 });
  keepOne(rows, "newest");
  expect(left(rows)).toEqual([1]);
});

test("what GenAuth has already stays, and the others go", () => {
  const rows = rowsOf({}, {});
  const second = rows.byId(1);
  if (!second) throw new Error("rows");
  rows.setOutcome(second, { state: "verified" });
  keepOne(rows, "first");
  expect(left(rows)).toEqual([1]);
});

test("users with one record are left alone", () => {
  const rows = rowsOf({}, { userId: B });
  keepOne(rows, "first");
  expect(left(rows)).toEqual([0, 1]);
});
