// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { RunRow } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { RunRows } from "./run-rows";

const row = (id: number): RunRow => ({
  id,
  source: 0,
  line: id + 2,
  userId: `user ${id}`,
  attempts: 1,
  at: null,
  outcome: { state: "verified" },
});

const run = (total: number) =>
  ({
    key: "k",
    total,
    endedAt: "2026-01-02T03:04:05Z",
    sources: ["a.csv"],
    counts: { verified: total },
  }) as unknown as RunView;

function open(total: number, listed: number) {
  const rows = Array.from({ length: listed }, (_, id) => row(id));
  vi.stubGlobal("fetch", async () => Response.json({ rows }));
  show(<RunRows run={run(total)} />);
}

afterEach(() => vi.unstubAllGlobals());

test("a receipt with every row says that it is whole", async () => {
  open(2, 2);
  expect(await screen.findByText("All 2 rows of the run are listed here.")).toBeTruthy();
});

test("one that holds a part says which, and where the whole is", async () => {
  open(1200, 20);
  const said = await screen.findByText(/^Only 20 rows of 1,200 are listed here\./);
  expect(said.textContent).toContain(window.location.href);
});
