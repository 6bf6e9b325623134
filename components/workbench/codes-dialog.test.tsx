// @vitest-environment happy-dom
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { CodeSearch } from "@/lib/sheet/prover";
import { CodesDialog } from "./codes-dialog";

const sheet = vi.hoisted(() => ({ findCode: vi.fn(), compareCodes: vi.fn(), endCodes: vi.fn() }));
vi.mock("@/components/import/session", () => ({
  getSession: () => ({ client: { sheet } }),
  useSheetNews: () => ({ working: null }),
}));

/** Answers when it is told to. */
function held<T>() {
  let answer: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    answer = resolve;
  });
  return { promise, answer: (value: T) => act(async () => answer(value)) };
}
const NOBODY: CodeSearch = { matches: [], found: 0, compared: 7, without: 0, byChance: 0 };
const open = () => show(<CodesDialog selected={null} onGoTo={() => undefined} onClose={() => undefined} />);
const find = () => userEvent.click(screen.getByRole("button", { name: "Find its rows" }));

test("what comes of a code that is no longer there is not told of the one that is", async () => {
  const first = held<CodeSearch>();
  sheet.findCode.mockReturnValue(first.promise);
  open();
  await userEvent.type(screen.getByRole("textbox", { name: "Code that the user reads out" }), "123456");
  await find();
  await first.answer(NOBODY);
  expect(screen.getByText(/No row has this code/)).toBeTruthy();
  const second = held<CodeSearch>();
  sheet.findCode.mockReturnValue(second.promise);
  await find();
  await userEvent.type(screen.getByRole("textbox", { name: "Code that the user reads out" }), "{Backspace}7");
  await second.answer(NOBODY);
  expect(screen.queryByText(/No row has this code/)).toBe(null);
});

test("a search that a list of codes has ended does not go on for ever", async () => {
  const first = held<CodeSearch | null>();
  sheet.findCode.mockReturnValue(first.promise);
  sheet.compareCodes.mockReturnValue(held().promise);
  open();
  await userEvent.type(screen.getByRole("textbox", { name: "Code that the user reads out" }), "123456");
  await find();
  expect(screen.getAllByText("Making the codes of all rows…")).toHaveLength(1);
  await userEvent.type(screen.getByRole("textbox", { name: "A list of codes" }), "123456");
  await userEvent.click(screen.getByRole("button", { name: "Compare" }));
  await first.answer(null);
  expect(screen.getAllByText("Making the codes of all rows…")).toHaveLength(1);
});

test("closed, it waits for nothing any more", () => {
  open().unmount();
  expect(sheet.endCodes).toHaveBeenCalled();
});
