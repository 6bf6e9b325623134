import fc from "fast-check";
import { expect, test } from "vitest";
import { Collisions } from "./collisions";
import type { Row } from "./row";

const row = (id: number) => ({ id }) as Row;

test("the first row under a key is told when a second comes, and the last one when it is alone again", () => {
  const collisions = new Collisions<string>();
  const [a, b, c] = [row(1), row(2), row(3)];
  expect(collisions.add("k", a)).toEqual([]);
  expect(collisions.collides("k")).toBe(false);
  expect(collisions.add("k", b)).toEqual([a]);
  expect(collisions.add("k", c)).toEqual([]);
  expect(collisions.other("k", a)).toBe(b);
  expect(collisions.remove("k", b)).toEqual([]);
  expect(collisions.remove("k", a)).toEqual([c]);
  expect(collisions.other("k", c)).toBe(null);
  expect(collisions.remove("k", c)).toEqual([]);
  expect(collisions.collides("k")).toBe(false);
});

test("after any adding and removing it knows who shares a key, and tells exactly those whose verdict turned", () => {
  const step = fc.record({ row: fc.nat(5), key: fc.constantFrom("x", "y") });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const collisions = new Collisions<string>();
      const rows = [0, 1, 2, 3, 4, 5].map(row);
      const keyOf = new Map<Row, string>();
      const shares = (one: Row) =>
        keyOf.has(one) && rows.some((other) => other !== one && keyOf.get(other) === keyOf.get(one));
      for (const { row: at, key } of steps) {
        const one = rows[at] as Row;
        const before = new Map(rows.map((other) => [other, shares(other)]));
        const old = keyOf.get(one);
        let told: readonly Row[];
        if (old === undefined) {
          keyOf.set(one, key);
          told = collisions.add(key, one);
        } else {
          keyOf.delete(one);
          told = collisions.remove(old, one);
        }
        const turned = rows.filter((other) => other !== one && before.get(other) !== shares(other));
        expect([...told]).toEqual(turned);
        for (const [other, its] of keyOf) {
          expect(collisions.collides(its)).toBe(shares(other));
          const twin = collisions.other(its, other);
          expect(twin !== null).toBe(shares(other));
          if (twin) expect([twin === other, keyOf.get(twin)]).toEqual([false, its]);
        }
      }
    }),
  );
});

test("a hundred thousand rows under one key come and go as fast as under as many", () => {
  const collisions = new Collisions<string>();
  const rows = Array.from({ length: 100_000 }, (_, id) => row(id));
  for (const one of rows) collisions.add("k", one);
  for (const one of rows) collisions.remove("k", one);
  expect(collisions.collides("k")).toBe(false);
});
