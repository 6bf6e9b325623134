import fc from "fast-check";
import { expect, test } from "vitest";
import { blocks, ISSUE_CODES } from "@/lib/otp/issue";
import { IssueSets } from "./issue-sets";

const codes = fc.subarray(ISSUE_CODES.filter((code) => !code.endsWith("_duplicate")));

test("each combination has one number, by which its issues and whether they block come back", () => {
  fc.assert(
    fc.property(fc.array(codes, { maxLength: 20 }), (combinations) => {
      const sets = new IssueSets();
      const ids = combinations.map((combination) => sets.idOf(combination));
      combinations.forEach((combination, at) => {
        const id = ids[at] ?? -1;
        expect(sets.codes(id)).toEqual(combination);
        expect(sets.blocked(id)).toBe(blocks(combination));
        expect(sets.idOf([...combination])).toBe(id);
      });
      const different = new Set(combinations.map((combination) => combination.join()));
      expect(new Set(ids).size).toBe(different.size);
      expect(sets.size).toBe(different.size);
    }),
  );
});

const BOTH = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

test("what other rows cause comes on top, and again the same combination has the same number", () => {
  fc.assert(
    fc.property(codes, codes, (one, another) => {
      const sets = new IssueSets();
      for (const own of [one, another, one])
        for (const [user, secret] of BOTH) {
          const id = sets.withDuplicates(sets.idOf(own), user, secret);
          const more = [...(user ? ["user_duplicate"] : []), ...(secret ? ["secret_duplicate"] : [])];
          expect(sets.codes(id)).toEqual([...own, ...more]);
          expect(sets.blocked(id)).toBe(user || blocks(own));
          expect(sets.idOf([...sets.codes(id)])).toBe(id);
        }
    }),
  );
});

test("a caller's list is copied, not kept", () => {
  const sets = new IssueSets();
  const mine = [...ISSUE_CODES.slice(0, 1)];
  const id = sets.idOf(mine);
  mine.pop();
  expect(sets.codes(id)).toHaveLength(1);
});
