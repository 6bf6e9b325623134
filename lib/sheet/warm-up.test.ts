import { expect, test, vi } from "vitest";
import { Sheet } from "./sheet";
import { warmUp } from "./warm-up";

test("the invented table is read as a file would be, and leaves nothing behind", async () => {
  const load = vi.spyOn(Sheet.prototype, "load");
  const clear = vi.spyOn(Sheet.prototype, "clear");
  await warmUp(() => false);
  expect(load).toHaveBeenCalled();
  expect(clear).toHaveBeenCalledTimes(load.mock.calls.length);
  const sheet = clear.mock.contexts[0] as Sheet;
  expect(sheet.report(0, 10)).toEqual([]);
});

test("nothing of it is read once somebody wants something", async () => {
  const load = vi.spyOn(Sheet.prototype, "load").mockClear();
  await warmUp(() => true);
  expect(load).not.toHaveBeenCalled();
});
