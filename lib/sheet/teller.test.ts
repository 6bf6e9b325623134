import { expect, test, vi } from "vitest";
import { Sheet } from "./sheet";
import type { SheetState } from "./state";
import { csvOf, range } from "./testing";

test("a change of many rows can be stopped, and its undo, which is never left half done, cannot", async () => {
  const sheet = new Sheet();
  const works: SheetState["working"][] = [];
  await sheet.load([{ blob: new Blob([csvOf(range(2000))]), name: "a.csv" }]);
  sheet.subscribe(({ working }) => void (working && works.push(working)));
  // Every look at the clock is half a second after the last one.
  let now = performance.now();
  const clock = vi.spyOn(performance, "now").mockImplementation(() => {
    now += 500;
    return now;
  });
  const cells = { start: 0, end: 2000, columns: ["recoveryCode"], known: null } as const;
  await sheet.pasteCells(cells, "b471-8ec0-874a-087f-bccb-cd54");
  expect(works.at(-1)).toMatchObject({ all: 2000, stops: true });
  await sheet.undo();
  expect(works.at(-1)).toMatchObject({ all: 2000, stops: false });
  clock.mockRestore();
});
