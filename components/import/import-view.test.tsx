// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { sheetState, show } from "@/components/testing";
import { ImportView, type Props } from "./import-view";

const { client, dead, readAgain } = vi.hoisted(() => ({
  client: {
    sheet: { undo: vi.fn() },
    origins: () => ({ files: [new File([], "a.csv")], pasted: 0 }),
    state: () => ({ sources: [] }),
  },
  dead: { now: false },
  readAgain: vi.fn(),
}));
vi.mock("./session", () => ({
  getSession: () => ({ client, place: null }),
  readAgain,
  useSheetNews: () => sheetState(),
  useSheetState: () => sheetState(),
  useSheetDead: () => dead.now,
  useCarrierState: () => ({ phase: "idle" }),
  useFinderState: () => ({ phase: "idle" }),
}));
vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));
vi.mock("./other-runs", () => ({ OtherRuns: () => null }));

test("after the worker has died, undo does not wait for its last answer", async () => {
  client.sheet.undo.mockReturnValue(new Promise(() => undefined));
  const props = {
    ...{ accept: "", formats: [], samples: false },
    pool: { host: "https://a.example", pool: "p" },
    // Nothing is asked of the server here.
    ...{ target: null, actions: null },
  } as unknown as Props;
  const view = () => <ImportView {...props} />;
  const { rerender } = show(view());
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(client.sheet.undo).toHaveBeenCalledTimes(1);
  dead.now = true;
  rerender(view());
  dead.now = false;
  await userEvent.click(screen.getByRole("button", { name: /again/i }));
  expect(readAgain).toHaveBeenCalled();
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(client.sheet.undo).toHaveBeenCalledTimes(2);
});
