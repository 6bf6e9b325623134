import { describe, expect, test } from "vitest";
import { Stride } from "./stride";

describe("lists", () => {
  test("are full as long as rows at fault are rare", () => {
    const stride = new Stride(50);
    expect(stride.length).toBe(50);
    stride.found(false);
    expect(stride.length).toBe(50);
  });

  test("are single rows behind one at fault that is the first of its list, and soon full again", () => {
    const behind = new Stride(50).found(true);
    expect(behind.length).toBe(1);
    const lengths = [1, 4, 16].map((rows) => {
      behind.passed(rows);
      return behind.length;
    });
    expect(lengths).toEqual([4, 16, 50]);
  });

  test("of a block at fault hear nothing of lists that go through elsewhere, nor those of the block", () => {
    const elsewhere = new Stride(50);
    const block = elsewhere.found(true);
    for (let row = 0; row < 5; row++) {
      expect(block.found(true)).toBe(block);
      elsewhere.passed(50);
    }
    expect([block.length, elsewhere.length]).toEqual([1, 50]);
  });

  test("are as long as makes it even odds that all of it goes through, where rows at fault are many", () => {
    const stride = new Stride(50);
    for (let fault = 0; fault < 30; fault++) {
      stride.passed(9);
      stride.found(false);
    }
    expect(stride.length).toBeGreaterThanOrEqual(6);
    expect(stride.length).toBeLessThanOrEqual(7);
  });
});
