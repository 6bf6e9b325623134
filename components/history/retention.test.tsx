// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { KeepDays } from "@/lib/otp/run-list";
import { Retention } from "./retention";

function open(keepDays: KeepDays, ok = true) {
  const told: unknown[] = [];
  vi.stubGlobal("fetch", async (_path: string, { body }: { body: string }) => {
    told.push(JSON.parse(body));
    return new Response(null, { status: ok ? 200 : 500 });
  });
  const onSaved = vi.fn(async () => undefined);
  show(<Retention keepDays={keepDays} onSaved={onSaved} />);
  const select = screen.getByRole<HTMLSelectElement>("combobox", { name: "Keep runs" });
  return { told, onSaved, select };
}

test("a shorter time, which deletes runs, is asked about before anything is told to the server", async () => {
  const { told, onSaved, select } = open(null);
  await userEvent.selectOptions(select, "30");
  expect(screen.getByRole("dialog", { name: "Keep runs for 30 days only?" })).toBeTruthy();
  expect(told).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBe(null));
  expect(select.value).toBe("");
  expect(told).toEqual([]);

  await userEvent.selectOptions(select, "90");
  await userEvent.click(screen.getByRole("button", { name: "Delete older runs" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBe(null));
  expect(told).toEqual([{ keepDays: 90 }]);
  expect(onSaved).toHaveBeenCalledTimes(1);
});

test("a longer time deletes nothing and needs no question", async () => {
  const { told, onSaved, select } = open(30);
  await userEvent.selectOptions(select, "365");
  expect(screen.queryByRole("dialog")).toBe(null);
  await waitFor(() => expect(onSaved).toHaveBeenCalledTimes(1));
  expect(told).toEqual([{ keepDays: 365 }]);
});

test("a change that the server did not take says so", async () => {
  const { onSaved, select } = open(30, false);
  await userEvent.selectOptions(select, "");
  expect((await screen.findByRole("alert")).textContent).toContain("may or may not be changed");
  expect(onSaved).not.toHaveBeenCalled();
});
