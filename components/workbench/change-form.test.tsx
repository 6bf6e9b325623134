// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { Preview } from "@/lib/sheet/preview";
import type { ReplaceRequest } from "@/lib/sheet/replace/replace-change";
import { ChangeForm } from "./change-form";

const { sheet, record } = vi.hoisted(() => ({
  sheet: { preview: vi.fn(), endPreview: vi.fn() },
  record: vi.fn(async () => true),
}));
vi.mock("@/components/import/session", () => ({
  getSession: () => ({ client: { sheet } }),
  useSheetNews: () => ({ working: null }),
}));
vi.mock("@/components/import/reveal-record", () => ({ useRevealRecord: () => record }));

const PREVIEW: Preview = {
  changed: 3,
  same: 0,
  locked: 0,
  mended: 0,
  broken: 0,
  left: [],
  examples: [],
  stopped: false,
  assigned: null,
};
const form = (find: string) => {
  const request: ReplaceRequest = {
    kind: "replace",
    ...{ field: "secret", find, replacement: "", regex: false, matchCase: false, among: "all" },
  };
  return <ChangeForm request={request} secrets onApply={() => undefined} onClose={() => undefined} />;
};

test("secrets that were asked to be seen are those of one change: those of the next are masked, or recorded too", async () => {
  sheet.preview.mockResolvedValue(PREVIEW);
  const { rerender } = show(form("A"));
  await userEvent.click(await screen.findByRole("button", { name: "Show these secrets" }));
  expect(record).toHaveBeenCalledTimes(1);
  expect(sheet.preview).toHaveBeenLastCalledWith(expect.objectContaining({ find: "A" }), true);
  rerender(form("B"));
  expect(sheet.preview).toHaveBeenLastCalledWith(expect.objectContaining({ find: "B" }), false);
  await userEvent.click(await screen.findByRole("button", { name: "Show these secrets" }));
  expect(record).toHaveBeenCalledTimes(2);
  await userEvent.click(await screen.findByRole("button", { name: "Hide them" }));
  expect(sheet.preview).toHaveBeenLastCalledWith(expect.objectContaining({ find: "B" }), false);
});
