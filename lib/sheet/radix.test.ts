import fc from "fast-check";
import { expect, test } from "vitest";
import { dealByKey } from "./radix";

test("items lie by their keys, all 64 bits of them, and those with one key as they lay", () => {
  const half = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constantFrom(0, 1, 1 << 16, 0x80000000));
  fc.assert(
    fc.property(fc.array(fc.tuple(half, half), { maxLength: 300 }), (pairs) => {
      const items = Uint32Array.from(pairs, (_, at) => at);
      const high = Uint32Array.from(pairs, ([first]) => first);
      const low = Uint32Array.from(pairs, ([, second]) => second);
      dealByKey(items, high, low);
      const expected = pairs
        .map(([first, second], at) => ({ at, first, second }))
        .sort((a, b) => a.first - b.first || a.second - b.second || a.at - b.at);
      expect([...items]).toEqual(expected.map(({ at }) => at));
      expect([...high]).toEqual(expected.map(({ first }) => first));
      expect([...low]).toEqual(expected.map(({ second }) => second));
    }),
  );
});
