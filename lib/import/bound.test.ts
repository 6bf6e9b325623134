import { describe, expect, it } from "vitest";
import type { RefusalCode } from "@/lib/otp/outcome";
import type { BadRow, FakePoolOptions } from "./fake-pool";
import { rowsFor, userId, watchedRun } from "./watched-run";

const BAD_ROW: BadRow[] = ["refuse-all", "store-good", "stop-at-bad", "store-good-answer-200"];

async function sendings(count: number, badIds: readonly number[], pool: FakePoolOptions): Promise<number> {
  const bad = new Map<string, RefusalCode>(badIds.map((id) => [userId(id), "invalid"]));
  const run = await watchedRun({ rows: rowsFor(count), pool: { bad, ...pool } });
  expect(run.broken).toEqual([]);
  const state = pool.badRow === "store-good-answer-200" ? "mismatch" : "refused";
  if (pool.readable !== false) for (const id of badIds) expect(run.finals.get(id)?.state).toBe(state);
  return run.pool.sendings.length;
}

const bound = (count: number, bad: number) => Math.ceil(count / 50) + 2 * bad * Math.log2(50);

describe("the number of calls to importOtp", () => {
  it.each(BAD_ROW)(
    "stays within the bound for every single bad row in a list of any length (%s)",
    async (badRow) => {
      for (const readable of [true, false])
        for (let count = 1; count <= 50; count++)
          for (let id = 0; id < count; id++)
            expect(await sendings(count, [id], { badRow, readable })).toBeLessThanOrEqual(bound(count, 1));
    },
  );

  it.each(BAD_ROW)("stays within the bound for every pair of bad rows in fifty (%s)", async (badRow) => {
    for (let one = 0; one < 50; one++)
      for (let other = one + 1; other < 50; other++)
        expect(await sendings(50, [one, other], { badRow })).toBeLessThanOrEqual(bound(50, 2));
  });

  it.each(BAD_ROW)(
    "stays within the bound when one fault is a user who has this very OTP (%s)",
    async (badRow) => {
      // Such a row makes the list be refused, is seen to be stored, and leaves open whether another row is at fault.
      for (let held = 0; held < 50; held++) {
        const holds = new Map([[userId(held), `NEW${held}`]]);
        const other = (held * 7 + 3) % 50;
        const bad = other === held ? [] : [other];
        const calls = await sendings(50, bad, { badRow, existing: "conflict", holds });
        expect(calls).toBeLessThanOrEqual(bound(50, bad.length + 1));
      }
    },
  );

  it("does not search for another row at fault when the one seen to be stored may have been all", async () => {
    const holds = new Map([[userId(30), "NEW30"]]);
    expect(await sendings(50, [], { existing: "conflict", holds })).toBeLessThanOrEqual(3);
  });

  it("is near the fewest that anybody could do with when one row in a hundred is at fault by chance", async () => {
    const rows = 20_000;
    const bad = Array.from({ length: rows / 100 }, (_, at) => (at * 2_654_435_761) % rows);
    const bits = bad.reduce((sum, _, at) => sum + Math.log2((rows - at) / (bad.length - at)), 0);
    expect(await sendings(rows, bad, {})).toBeLessThanOrEqual(1.1 * bits);
  });

  it("is little more than one a row where rows at fault lie side by side", async () => {
    const bad = Array.from({ length: 100 }, (_, at) => 1_234 + at);
    expect(await sendings(4_000, bad, {})).toBeLessThanOrEqual(1.25 * (100 + 3_900 / 50));
  });

  it("is one a list when nothing is wrong", async () => {
    expect(await sendings(1_000, [], {})).toBe(20);
  });

  it("is a row's one and the list's one at most when everything is wrong", async () => {
    const all = Array.from({ length: 50 }, (_, id) => id);
    expect(await sendings(50, all, { badRow: "refuse-all" })).toBeLessThanOrEqual(99);
  });

  it.each([1, 3, 5, 11])(
    "is two searches a list above the least for a block at fault, whichever list is answered first (%i)",
    async (most) => {
      const block = Array.from({ length: 100 }, (_, at) => 1037 + at);
      const lists = 3;
      const least = block.length + (3000 - block.length) / 50;
      const turns = (call: number) => 1 + ((call * 7919) % most);
      const calls = await sendings(3000, block, { badRow: "refuse-all", turns });
      expect(calls).toBeLessThanOrEqual(least + 2 * lists * Math.ceil(Math.log2(50)) + lists);
    },
  );
});
