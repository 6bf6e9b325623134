import { describe, expect, test } from "vitest";
import { Stride } from "./stride";

function after(act: (stride: Stride) => void): number {
  const stride = new Stride(50);
  act(stride);
  return stride.length;
}

describe("lists", () => {
  test("are full as long as rows at fault are rare", () => {
    expect(after(() => {})).toBe(50);
    expect(after((stride) => stride.found())).toBe(50);
  });

  test("are single rows beside two at fault side by side, and soon full again behind them", () => {
    const stride = new Stride(50);
    stride.found();
    stride.found();
    expect(stride.length).toBe(1);
    const lengths = [1, 4, 16].map((rows) => {
      stride.passed(rows);
      return stride.length;
    });
    expect(lengths).toEqual([4, 16, 50]);
  });

  test("are as long as makes it even odds that all of it goes through, where rows at fault are many", () => {
    const length = after((stride) => {
      for (let fault = 0; fault < 30; fault++) {
        stride.passed(9);
        stride.found();
      }
    });
    expect(length).toBeGreaterThanOrEqual(6);
    expect(length).toBeLessThanOrEqual(7);
  });
});
