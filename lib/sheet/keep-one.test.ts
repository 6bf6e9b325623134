import { expect, test } from "vitest";
import { MASK } from "@/lib/otp/misplaced-secret";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { deviceNames, keepOne } from "./keep-one";
import { Rows } from "./rows";
import { Step } from "./step";

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
const left = (rows: Rows) => rows.all.filter(({ removed }) => !removed).map(({ id }) => id);

test("one record of each user stays, the first or the newest", () => {
  const records = [{ created: 10 }, { created: 30 }, { created: 20 }, { userId: B }, { userId: B }];
  const first = rowsOf(...records);
  keepOne(first, new Step(first, "keep_one"), "first");
  expect(left(first)).toEqual([0, 3]);
  const newest = rowsOf(...records);
  keepOne(newest, new Step(newest, "keep_one"), "newest");
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
  keepOne(rows, new Step(rows, "keep_one"), { named: "iPhone" });
  expect(left(rows)).toEqual([1, 3, 4]);
  const byLabel = rowsOf({ userId: B, label: "Pixel" }, { userId: B, label: "Bob iPhone" });
  keepOne(byLabel, new Step(byLabel, "keep_one"), { named: "iphone" });
  expect(left(byLabel)).toEqual([1]);
});

test("a device can be chosen before the users are found", () => {
  const unknown = { userId: "", email: "alice@example.com" };
  const rows = rowsOf({ ...unknown, device: "Yubikey" }, { ...unknown, device: "iPhone" });
  keepOne(rows, new Step(rows, "keep_one"), { named: "iphone" });
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
  keepOne(rows, new Step(rows, "keep_one"), "newest");
  expect(left(rows)).toEqual([1]);
});

test("what GenAuth has already stays, and the others go", () => {
  const rows = rowsOf({}, {});
  const second = rows.byId(1);
  if (!second) throw new Error("rows");
  rows.setOutcome(second, { state: "verified" });
  keepOne(rows, new Step(rows, "keep_one"), "first");
  expect(left(rows)).toEqual([1]);
});

test("users with one record are left alone", () => {
  const rows = rowsOf({}, { userId: B });
  keepOne(rows, new Step(rows, "keep_one"), "first");
  expect(left(rows)).toEqual([0, 1]);
});
