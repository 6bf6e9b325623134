import { describe, expect, test } from "vitest";
import type { SourceRecord } from "@/lib/otp/record";
import { previewOf } from "@/lib/sheet/preview";
import { Rows } from "@/lib/sheet/rows";
import { goodRecord, range } from "@/lib/sheet/testing";
import { viewOf } from "@/lib/sheet/view";
import { type ReplaceRequest, replaceChange } from "./replace-change";

function tableOf(...records: Partial<SourceRecord>[]) {
  const rows = new Rows();
  rows.add(
    0,
    records.map((changes, number) => goodRecord(number, changes)),
  );
  return rows;
}
const request = (changes: Partial<ReplaceRequest>): ReplaceRequest => ({
  kind: "replace",
  field: "userId",
  find: "x",
  replacement: "",
  regex: false,
  matchCase: true,
  among: "all",
  ...changes,
});
function replaced(record: Partial<SourceRecord>, changes: Partial<ReplaceRequest>): SourceRecord {
  const rows = tableOf(record);
  const change = replaceChange(rows, rows.all, request(changes));
  if (!change || !("changed" in change)) throw new Error("no change");
  return change.changed(goodRecord(0, record));
}

test.each<[Partial<SourceRecord>, Partial<ReplaceRequest>, Partial<SourceRecord>]>([
  [
    { email: "ann@old.com" },
    { field: "email", find: "@old.com", replacement: "@new.com" },
    { email: "ann@new.com" },
  ],
  [{ userId: "CN=ann,DC=x" }, { find: "^CN=([^,]+),.*$", replacement: "$1", regex: true }, { userId: "ann" }],
  [{ userId: "a$1b" }, { find: "$1", replacement: "$&" }, { userId: "a$&b" }],
  [{ username: "Ann" }, { field: "username", find: "a", replacement: "o" }, { username: "Ann" }],
  [
    { username: "Ann" },
    { field: "username", find: "a", replacement: "o", matchCase: false },
    { username: "onn" },
  ],
  [
    { userId: "", email: "A@x.com", found: ["user_not_found"] },
    { field: "email", find: "A", replacement: "a" },
    { email: "a@x.com", found: [] },
  ],
])("%o by %o", (before, changes, after) => expect(replaced(before, changes)).toMatchObject(after));

describe("what it looks at", () => {
  test("is every row, or those that the table shows", async () => {
    const rows = tableOf({ userId: "x1" }, { userId: "x2", digits: "8" }, { userId: "x3" });
    const [, , last] = rows.all.slice(0, 3);
    if (last) rows.setRemoved(last, true);
    const view = viewOf(rows, { state: "blocked", issue: null, search: "", sort: null });
    const all = replaceChange(rows, view, request({}));
    const shown = replaceChange(rows, view, request({ among: "shown" }));
    expect([all?.ids, shown?.ids]).toEqual([[0, 1], [1]]);
  });

  test("is the selected rows, unless others have come to stand there", () => {
    const rows = tableOf(...range(5).map(() => ({ userId: "x" })));
    const among = { start: 1, end: 4, known: { place: 2, id: 2 } };
    const removed = rows.byId(3);
    if (removed) rows.setRemoved(removed, true);
    expect(replaceChange(rows, rows.all, request({ among }))?.ids).toEqual([1, 2]);
    const moved = { ...among, known: { place: 2, id: 1 } };
    expect(replaceChange(rows, rows.all, request({ among: moved }))?.ids).toEqual([]);
  });

  test("shows a secret only when asked to", async () => {
    const rows = tableOf({ secret: "GEZDGNBVGY3TQOJQ" });
    const change = replaceChange(rows, rows.all, request({ field: "secret", find: "GEZD", replacement: "" }));
    if (!change) throw new Error("no change");
    const preview = await previewOf(rows, change, { reveal: false, givenUp: () => false });
    expect(preview?.examples[0]).toMatchObject({ before: "•".repeat(16), after: "•".repeat(12) });
  });
});

test("a search that takes too long is stopped, and says so", async () => {
  const rows = tableOf(...range(20).map(() => ({ userId: "xyz" })));
  let now = 0;
  const change = replaceChange(rows, rows.all, request({ regex: true }), () => {
    now += 1000;
    return now;
  });
  if (!change) throw new Error("no change");
  const preview = await previewOf(rows, change, { reveal: false, givenUp: () => false });
  expect(preview?.stopped).toBe(true);
  expect(preview?.changed).toBeLessThan(20);
});
