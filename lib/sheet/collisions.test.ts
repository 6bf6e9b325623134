import fc from "fast-check";
import { expect, test } from "vitest";
import { ALONE, Collisions } from "./collisions";

/** Places 0 to 9; those that agree in their last digit of two have the same key. */
function collisionsOf(keys: readonly (readonly [high: number, low: number])[]) {
  const collisions = new Collisions();
  collisions.reserve(keys.length);
  keys.forEach(([high, low], place) => {
    collisions.setKey(place, high, low);
  });
  return collisions;
}

test("the first place under a key is told when a second comes, and the last one when it is alone again", () => {
  const collisions = collisionsOf([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  expect(collisions.add(0)).toBe(ALONE);
  expect(collisions.collides(0)).toBe(false);
  expect(collisions.add(1)).toBe(0);
  expect(collisions.add(2)).toBeLessThan(0);
  expect(collisions.other(0)).toBe(1);
  expect(collisions.remove(1)).toBeLessThan(0);
  expect(collisions.remove(0)).toBe(2);
  expect(collisions.other(2)).toBe(ALONE);
  expect(collisions.remove(2)).toBe(ALONE);
});

test("a place without a key shares it with nobody", () => {
  const collisions = collisionsOf([
    [0, 0],
    [0, 0],
  ]);
  expect([collisions.add(0), collisions.add(1)]).toEqual([ALONE, ALONE]);
  expect([collisions.collides(0), collisions.other(1), collisions.remove(0)]).toEqual([false, ALONE, ALONE]);
});

// Keys of which many want the same slot, so that they have to make room for one another.
const key = fc.constantFrom<[number, number]>(
  [1, 5],
  [2, 5],
  [3, 5],
  [1, 6],
  [1, 1023],
  [2, 1023],
  [9, 0],
  [0, 7],
  [0, 0],
);

test("after any adding and removing it knows who shares a key, and tells exactly those whose verdict turned", () => {
  fc.assert(
    fc.property(
      fc.array(key, { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat(29), { maxLength: 120 }),
      (keys, steps) => {
        const collisions = collisionsOf(keys);
        const inside = new Set<number>();
        const nameOf = (place: number) => String(keys[place]);
        const sharers = (place: number) =>
          nameOf(place) === "0,0"
            ? []
            : [...inside].filter((one) => one !== place && nameOf(one) === nameOf(place));
        for (const step of steps) {
          const place = step % keys.length;
          const others = sharers(place);
          const told = inside.has(place) ? collisions.remove(place) : collisions.add(place);
          if (others.length === 1) expect(told).toBe(others[0]);
          else expect(told).toBeLessThan(0);
          expect(told === ALONE).toBe(others.length === 0);
          if (!inside.delete(place)) inside.add(place);
          for (const one of inside) {
            expect(collisions.collides(one)).toBe(sharers(one).length > 0);
            const other = collisions.other(one);
            expect(other === ALONE ? [] : [other]).toEqual(sharers(one).filter((each) => each === other));
            expect(other === ALONE).toBe(sharers(one).length === 0);
          }
        }
      },
    ),
  );
});

test("places that move together take their keys along", () => {
  const collisions = collisionsOf([
    [1, 1],
    [2, 2],
    [1, 1],
    [3, 3],
  ]);
  for (const place of [0, 1, 2, 3]) collisions.add(place);
  collisions.restart([
    { from: 0, to: 1 },
    { from: 2, to: 4 },
  ]);
  expect([collisions.add(0), collisions.add(1), collisions.add(2)]).toEqual([ALONE, 0, ALONE]);
});

test("a hundred thousand places under one key, and under as many, come and go", () => {
  const same = collisionsOf(Array.from({ length: 100_000 }, () => [1, 1] as const));
  const each = collisionsOf(Array.from({ length: 100_000 }, (_, place) => [place + 1, place * 7] as const));
  for (const collisions of [same, each]) {
    for (let place = 0; place < 100_000; place++) collisions.add(place);
    expect(collisions.collides(99_999)).toBe(collisions === same);
    for (let place = 0; place < 100_000; place++) collisions.remove(place);
    expect([collisions.add(5), collisions.remove(5)]).toEqual([ALONE, ALONE]);
  }
});
