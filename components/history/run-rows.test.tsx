// @vitest-environment happy-dom
import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { DEFAULT_OPTIONS, type RunView } from "@/lib/otp/run-view";
import { RowPager } from "./row-pager";
import { RunRows } from "./run-rows";

// Several tests share the machine.
configure({ asyncUtilTimeout: 10_000 });

const PAGE = 200;
const at = "2026-01-02T03:04:05.000Z";

const run = (total: number): RunView => ({
  key: "00000000-0000-4000-8000-000000000000",
  who: "ann",
  host: "https://a.example",
  pool: "p",
  sources: [{ name: "a.csv", size: 1 }],
  options: DEFAULT_OPTIONS,
  state: "done",
  halt: null,
  total,
  received: total,
  counts: { verified: total - 1, refused: 1 },
  sentTo: total,
  createdAt: at,
  endedAt: at,
  pace: null,
});

/** A server with so many rows, the third of them refused, told by ids 10, 20, 30 and so on; it notes what it is asked. */
function serve(total: number) {
  const asked: string[] = [];
  const row = (place: number) => ({
    id: 10 * (place + 1),
    source: 0,
    line: place + 2,
    userId: `user ${place}`,
    attempts: 1,
    at,
    outcome: place === 2 ? { state: "refused", code: "user_not_found" } : { state: "verified" },
  });
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const given = new URL(path, "http://console.example").searchParams;
    const search = given.get("search") ?? "";
    const through = (place: number) =>
      `user ${place}`.includes(search) && (given.get("states") !== "refused" || place === 2);
    if (path.includes("/pages?")) {
      const places = Array.from({ length: total }, (_, place) => place).filter(through);
      const afters = places.filter((_, place) => place % PAGE === 0).map((place) => row(place).id - 1);
      return new Response(`${JSON.stringify({ rows: places.length, afters })}\n`);
    }
    const rows = [];
    const most = Number(given.get("most"));
    for (let place = Math.ceil((Number(given.get("after")) + 1) / 10) - 1; rows.length < most; place++)
      if (through(place)) rows.push(row(place));
    return Response.json({ rows });
  });
  return asked;
}

function open(total: number) {
  const asked = serve(total);
  show(<RunRows run={run(total)} onGone={vi.fn()} />);
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

const grid = () => screen.findByRole("grid", { name: "Rows of this run" });
const cursor = async () => {
  const its = await grid();
  return document.getElementById(its.getAttribute("aria-activedescendant") ?? "")?.closest("[role=row]");
};

test("a receipt with every row says that it is whole", async () => {
  open(3);
  expect(await screen.findByText("All 3 rows of the run are listed here.")).toBeTruthy();
});

test("one that holds a part says which, and where the whole is", async () => {
  open(1200);
  const said = await screen.findByText(/^Only 200 rows of 1,200 are listed here\./);
  expect(said.textContent).toContain(window.location.href);
});

test("of a million rows only those on screen are asked for and drawn, wherever the cursor goes", async () => {
  const asked = open(1_000_000);
  const its = await grid();
  expect(its.getAttribute("aria-rowcount")).toBe("1000001");
  expect(its.getAttribute("aria-colcount")).toBe("4");
  expect(within(its).getAllByRole("row").length).toBeLessThan(60);
  act(() => its.focus());
  await userEvent.keyboard("{Control>}{End}{/Control}");
  await waitFor(async () => expect((await cursor())?.textContent).toContain("user 999999"));
  expect((await cursor())?.getAttribute("aria-rowindex")).toBe("1000001");
  expect(asked.length).toBeLessThan(10);
  await userEvent.keyboard("{Control>}{Home}{/Control}{ArrowDown}{ArrowDown}");
  await waitFor(async () => expect((await cursor())?.textContent).toContain("user 2"));
  const detail = screen.getByRole("region", { name: "The row under the cursor" });
  await waitFor(() => expect(detail.textContent).toMatch(/a\.csv, line 4.*Sent once/));
});

test("rows are filtered by what became of them and by user, and nothing of them can be changed", async () => {
  open(1_000);
  await grid();
  await userEvent.click(screen.getByRole("button", { name: /^Refused/ }));
  await waitFor(async () => expect((await grid()).getAttribute("aria-rowcount")).toBe("2"));
  const cells = within(await grid()).getAllByRole("gridcell");
  expect(cells.map((cell) => cell.getAttribute("aria-readonly"))).toEqual(cells.map(() => "true"));
  await userEvent.type(screen.getByRole("searchbox"), "nobody");
  expect(await screen.findByText("No row matches this filter.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Show all rows" }));
  await waitFor(async () => expect((await grid()).getAttribute("aria-rowcount")).toBe("1001"));
});

test("a range is copied with the rows of it that are not at hand, up to what a report is for", async () => {
  const user = userEvent.setup();
  open(30_000);
  const its = await grid();
  await waitFor(async () => expect((await cursor())?.textContent).toContain("user 0"));
  act(() => its.focus());
  await user.keyboard("{Control>}a{/Control}{Control>}c{/Control}");
  expect(await screen.findByText(/^At most 20,000 rows are copied at once/)).toBeTruthy();
  await user.keyboard("{Control>}{Home}{/Control}{ArrowRight}{Shift>}{ArrowRight}{/Shift}");
  for (let rows = 0; rows < 500; rows += 250) await user.keyboard("{Shift>}{PageDown}{/Shift}");
  await user.keyboard("{Control>}c{/Control}");
  await screen.findByText(/^Copied: \d+ rows × 2 columns\.$/);
  const lines = (await navigator.clipboard.readText()).split("\n");
  expect(lines[2]).toBe("user 2\tRefused");
  expect(lines.at(-1)).toBe(`user ${lines.length - 1}\tVerified`);
});

test("a server that does not answer is asked again", async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 500 }));
  show(<RunRows run={run(3)} onGone={vi.fn()} />);
  expect(await screen.findByText(/does not answer; trying again/)).toBeTruthy();
  serve(3);
  expect(await screen.findByText("All 3 rows of the run are listed here.")).toBeTruthy();
});

test("of a run that has been deleted nothing is asked again, and the page hears of it", async () => {
  const deleted = vi.fn(async () => new Response(null, { status: 404 }));
  vi.stubGlobal("fetch", deleted);
  const onGone = vi.fn();
  show(<RunRows run={run(3)} onGone={onGone} />);
  await waitFor(() => expect(onGone).toHaveBeenCalled());
  expect(screen.queryByText(/does not answer/)).toBeNull();
  expect(deleted).toHaveBeenCalledTimes(1);
});

test("a page of rows that has become empty has all of them counted again", async () => {
  let total = 450;
  const asked = serve(450);
  const { fetch: real } = globalThis;
  vi.stubGlobal("fetch", async (path: string) => {
    if (total > 0) return real(path);
    asked.push(path);
    return path.includes("/pages?") ? new Response(null, { status: 404 }) : Response.json({ rows: [] });
  });
  const pager = new RowPager("run", { states: [], search: "" });
  await pager.count();
  total = 0;
  pager.look(400, 440);
  await waitFor(() => expect(pager.state().gone).toBe(true));
  pager.close();
});

test("what is told while rows are counted has them counted again, also where the server failed at it", async () => {
  let total = 5;
  let goOn = () => {};
  let failing = false;
  let held = true;
  const asked = serve(1);
  const { fetch: real } = globalThis;
  vi.stubGlobal("fetch", async (path: string) => {
    if (!path.includes("/pages?")) return real(path);
    asked.push(path);
    if (failing) return new Response(null, { status: 500 });
    const line = `${JSON.stringify({ rows: total, afters: [9] })}\n`;
    if (held) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    return new Response(line);
  });
  const pager = new RowPager("run", { states: [], search: "" });
  const first = pager.count();
  total = 7;
  const second = pager.count();
  held = false;
  goOn();
  await Promise.all([first, second]);
  await waitFor(() => expect(pager.state().rows.length).toBe(7));

  failing = true;
  await pager.count();
  expect(pager.state()).toMatchObject({ failed: true, counted: true });
  failing = false;
  total = 9;
  await waitFor(() => expect(pager.state()).toMatchObject({ failed: false, rows: { length: 9 } }));
  pager.close();
});
