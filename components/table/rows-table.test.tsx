// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { rowView, sheetState, show, sourceView } from "@/components/testing";
import type { CellsChanged } from "@/lib/sheet/cell-range";
import type { RowView } from "@/lib/sheet/row-view";
import type { SheetState } from "@/lib/sheet/state";
import type { GridPort } from "./grid-port";
import { RowsTable } from "./rows-table";

const DONE = {
  code: "done",
  cells: 0,
  rows: 0,
  locked: 0,
  removed: 0,
  fixed: 0,
  masked: 0,
  beyond: 0,
  stopped: false,
} as const;

const rowsOf = (...ids: number[]) => ids.map((id) => rowView({ id, line: id + 2 }));
const stateOf = (rows: RowView[]) =>
  sheetState({ sources: [sourceView()], viewLength: rows.length, window: { start: 0, rows } });

function open(rows: RowView[] = rowsOf(0, 1, 2, 3)) {
  const port = {
    look: vi.fn(),
    sortBy: vi.fn(),
    onActive: vi.fn(),
    onRange: vi.fn<GridPort["onRange"]>(),
    currentText: vi.fn(async () => "before"),
    edit: vi.fn(),
    reveal: vi.fn(),
    openUser: vi.fn<GridPort["openUser"]>(),
    setRemoved: vi.fn(),
    copy: vi.fn<GridPort["copy"]>(async () => new Blob(["copied"])),
    paste: vi.fn<GridPort["paste"]>(async () => ({ ...DONE, cells: 1, rows: 1 })),
    fill: vi.fn<GridPort["fill"]>(async () => DONE),
    stopWork: vi.fn(),
    clear: vi.fn<GridPort["clear"]>(async () => DONE),
    setRangeRemoved: vi.fn<GridPort["setRangeRemoved"]>(async () => ({ code: "done", rows: 1, locked: 0 })),
    findLine: vi.fn<GridPort["findLine"]>(async () => null),
  } satisfies GridPort;
  const table = (given: RowView[], working: SheetState["working"] = null) => (
    <RowsTable
      state={{ ...stateOf(given), working }}
      port={port}
      sourceName={() => null}
      goTo={null}
      place={null}
    />
  );
  const { rerender } = show(table(rows));
  act(() => screen.getByRole("grid").focus());
  return { port, rerender: (...given: Parameters<typeof table>) => rerender(table(...given)) };
}

const grid = () => screen.getByRole("grid");
const said = () => document.querySelector("[data-grid-said]")?.textContent;
const active = () => {
  const cell = document.getElementById(grid().getAttribute("aria-activedescendant") ?? "");
  return [
    cell?.closest("[role=row]")?.getAttribute("aria-rowindex"),
    cell?.getAttribute("aria-colindex"),
  ].map(Number);
};
function pasteText(text: string) {
  fireEvent.paste(grid(), { clipboardData: { getData: () => text } });
}

test("tools beside the grid can ask for its range while it has more than one row", async () => {
  const { port } = open();
  const asked = () => port.onRange.mock.lastCall?.[0]?.() ?? null;
  expect(asked()).toBe(null);
  await userEvent.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(asked()).toEqual({ start: 0, end: 3, columns: ["user"], known: { place: 0, id: 0 } });
  await userEvent.keyboard("{Escape}{Shift>}{ArrowRight}{/Shift}");
  expect(asked()).toBe(null);
});

describe("to who cannot see it, the grid", () => {
  test("tells how large it is, what is wrong with a cell, and what can be edited", () => {
    const issues = [
      { code: "secret_short", twin: null },
      { code: "user_id_shape", twin: null },
    ] as const;
    open([
      rowView({ issues: [...issues], state: "blocked" }),
      rowView({ id: 8, lock: "in_run", state: "sending" }),
    ]);
    expect(grid().getAttribute("aria-rowcount")).toBe("3");
    const [, faulty, locked] = screen.getAllByRole("row");
    const cells = (row: HTMLElement | undefined) => within(row as HTMLElement).getAllByRole("gridcell");
    const told = (cell: HTMLElement | undefined) => [
      cell?.getAttribute("aria-invalid"),
      document.getElementById(cell?.getAttribute("aria-describedby") ?? "")?.textContent,
      cell?.getAttribute("aria-readonly"),
    ];
    expect(cells(faulty).slice(0, 4).map(told)).toEqual([
      [null, undefined, "true"],
      [null, "Unusual user id", null],
      ["true", "Secret under 80 bits", null],
      [null, undefined, null],
    ]);
    expect(cells(locked).map((cell) => told(cell)[2])).toEqual(Array(8).fill("true"));
  });
});

test("while its cell is scrolled away the grid names none as active, and the same one when it is back", async () => {
  open(rowsOf(...Array.from({ length: 200 }, (_, id) => id)));
  const scroll = (top: number) => {
    grid().scrollTop = top;
    fireEvent.scroll(grid());
  };
  scroll(300);
  scroll(600);
  scroll(900);
  expect(screen.queryByRole("gridcell", { name: "2" })).toBe(null);
  expect(grid().hasAttribute("aria-activedescendant")).toBe(false);
  scroll(600);
  scroll(300);
  scroll(0);
  expect(active()).toEqual([2, 2]);
});

test("a cell’s own button takes the cursor along to its row", async () => {
  open(rowsOf(5, 6, 7));
  const buttons = () => screen.queryAllByRole("button", { name: /of line 9$/ });
  expect(buttons()).toEqual([]);
  await userEvent.hover(screen.getByRole("gridcell", { name: "9" }));
  expect(buttons().map((button) => button.getAttribute("aria-label"))).toEqual([
    "Edit User of line 9",
    "Show the secret of line 9",
    "Edit Secret of line 9",
    "Edit Recovery of line 9",
  ]);
  await userEvent.pointer({ target: buttons()[2] as HTMLElement, keys: "[MouseLeft]" });
  expect(active()).toEqual([4, 3]);
});

test("a change of many rows says how far it is, and can be stopped", async () => {
  const { port, rerender } = open();
  expect(screen.queryByRole("progressbar")).toBe(null);
  rerender(rowsOf(0, 1, 2, 3), { done: 250_000, all: 1_000_000, stops: true });
  const bar = screen.getByRole("progressbar", { name: "250,000 of 1,000,000 rows" });
  expect([bar.getAttribute("value"), bar.getAttribute("max")]).toEqual(["250000", "1000000"]);
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(port.stopWork).toHaveBeenCalledOnce();
});

test("what cannot be stopped, as an undo, has no button for that", () => {
  const { rerender } = open();
  rerender(rowsOf(0, 1, 2, 3), { done: 250_000, all: 1_000_000, stops: false });
  expect(screen.getByRole("progressbar")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Stop" })).toBe(null);
});

describe("editing by key", () => {
  test("begins with the character typed, and Enter goes on below", async () => {
    const { port } = open();
    await userEvent.keyboard("ab{Enter}");
    expect(port.edit.mock.calls).toEqual([[0, "userId", "ab"]]);
    expect(active()).toEqual([3, 2]);
    expect(document.activeElement).toBe(grid());
  });

  test("goes right by Tab and leaves the cell by Escape", async () => {
    const { port } = open();
    await userEvent.keyboard("ab{Tab}cd{Escape}");
    expect(port.edit.mock.calls).toEqual([[0, "userId", "ab"]]);
    expect(active()).toEqual([2, 3]);
  });

  test("keeps what was typed when another row comes to stand there", async () => {
    const { port, rerender } = open();
    await userEvent.keyboard("{F2}new");
    rerender(rowsOf(5, 6, 7));
    expect(port.edit.mock.calls).toEqual([[0, "userId", "new"]]);
    expect(screen.queryByRole("textbox", { name: /Edit/ })).toBe(null);
  });

  test.each([
    [{ lock: "in_run", state: "sending" }, "This row is on its way to GenAuth and cannot be changed now."],
    [
      { lock: "done", state: "verified" },
      "GenAuth holds this row; changing it here would change nothing there.",
    ],
    [{ state: "removed" }, "This row is removed. Restore it to edit it."],
  ] as const)("is not possible on %j, and says why", async (changes, reason) => {
    open([rowView(changes)]);
    await userEvent.keyboard("x");
    expect(screen.queryByRole("textbox", { name: /Edit/ })).toBe(null);
    expect(said()).toBe(reason);
  });
});

describe("a range", () => {
  test("is handed on by its places, with the row that was chosen", async () => {
    const { port } = open();
    await userEvent.keyboard("{Shift>}{ArrowDown}{ArrowRight}{/Shift}{Delete}");
    expect(port.clear.mock.calls).toEqual([
      [{ start: 0, end: 2, columns: ["user", "secret"], known: { place: 0, id: 0 } }],
    ]);
  });

  test("remembers the row that was chosen when others move under it", async () => {
    const { port, rerender } = open();
    port.clear.mockImplementation(async () => ({ code: "moved" }));
    rerender(rowsOf(5, 6, 7));
    await userEvent.keyboard("{Delete}");
    expect(port.clear.mock.calls[0]?.[0].known).toEqual({ place: 0, id: 0 });
    await waitFor(() =>
      expect(said()).toBe(
        "Other rows have come to stand under the selection. Nothing was done; select again.",
      ),
    );
  });

  test("takes a paste, and says everything that became of it", async () => {
    const { port } = open();
    const became: CellsChanged = {
      code: "done",
      cells: 2,
      rows: 1,
      locked: 3,
      removed: 4,
      fixed: 1,
      masked: 1,
      beyond: 5,
      stopped: true,
    };
    port.paste.mockImplementation(async () => became);
    pasteText("a\tb");
    expect(port.paste.mock.calls[0]?.[1]).toBe("a\tb");
    await waitFor(() =>
      expect(said()).toBe(
        "Pasted into 2 cells of 1 row. Stopped before its end; undo takes back what was done. 3 cells in rows that are in GenAuth or on their way: left as they are. " +
          "4 cells in removed rows: left as they are. 1 cell in columns that cannot be edited: left as they are. " +
          "1 masked secret: not pasted. 5 rows more than the table has: not pasted.",
      ),
    );
    await userEvent.keyboard("{ArrowDown}");
    expect(said()).toBe("");
  });

  test("with secrets is cut only by a second word", async () => {
    const { port } = open();
    await userEvent.keyboard("{ArrowRight}{Control>}x{/Control}");
    expect(port.copy).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect([port.copy.mock.calls, port.clear.mock.calls]).toEqual([[], []]);
  });

  test("of rows is removed by Ctrl+Delete, and restored where it is removed", async () => {
    const { port, rerender } = open();
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}{Control>}{Delete}{/Control}");
    expect(port.setRangeRemoved.mock.calls[0]).toMatchObject([{ start: 0, end: 2 }, true]);
    await waitFor(() => expect(said()).toBe("1 row removed."));
    rerender([rowView({ id: 0, state: "removed", revision: 1 }), ...rowsOf(1, 2, 3)]);
    await userEvent.keyboard("{Control>}{Backspace}{/Control}");
    expect(port.setRangeRemoved.mock.calls[1]).toMatchObject([{ start: 0, end: 2 }, false]);
  });
});

test("the menu does the same, by mouse and by keys, and gives the focus back", async () => {
  const { port } = open();
  fireEvent.contextMenu(screen.getAllByRole("row")[2]?.children[2] as Element);
  expect(active()).toEqual([3, 3]);
  const items = screen.getAllByRole("menuitem").map((item) => item.textContent);
  expect(items).toEqual([
    "CopyCtrl+C",
    "Copy with secrets…",
    "CutCtrl+X",
    "PasteCtrl+V",
    "Fill downCtrl+D",
    "Clear cellsDelete",
    "Open the user…Ctrl+Enter",
    "Remove rowCtrl+Delete",
  ]);
  await userEvent.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}{Enter}");
  expect(port.clear.mock.calls[0]?.[0]).toMatchObject({ start: 1, end: 2, columns: ["secret"] });
  expect([screen.queryByRole("menu"), document.activeElement]).toEqual([null, grid()]);
  await userEvent.click(screen.getByRole("button", { name: "Actions for the selection" }));
  await userEvent.keyboard("{Escape}");
  expect([screen.queryByRole("menu"), document.activeElement]).toEqual([null, grid()]);
  await userEvent.keyboard("{ArrowLeft}{Control>}c{/Control}");
  expect(port.copy.mock.calls[0]?.[0]).toMatchObject({ columns: ["user"] });
});

test("the row's user is opened by key and from the menu, with where the table stands", async () => {
  const { port } = open();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Shift>}{ArrowRight}{/Shift}{Control>}{Enter}{/Control}");
  const [row, place] = port.openUser.mock.calls[0] ?? [];
  expect(row).toMatchObject({ id: 2 });
  expect(place).toMatchObject({
    selection: { active: { row: 2, column: 1 }, head: { row: 2, column: 2 } },
    position: expect.any(Number),
  });
  fireEvent.contextMenu(screen.getAllByRole("row")[2]?.children[2] as Element);
  await userEvent.click(screen.getByRole("menuitem", { name: /Open the user/ }));
  expect(port.openUser.mock.lastCall?.[0]).toMatchObject({ id: 1 });
});

test("it begins where it was left, with the focus", () => {
  const port = { look: vi.fn(), onActive: vi.fn(), onRange: vi.fn() } as unknown as GridPort;
  const place = { row: 3, column: 2 };
  const left = { selection: { active: place, anchor: place, head: place }, position: 0 };
  show(
    <RowsTable
      state={stateOf(rowsOf(0, 1, 2, 3))}
      port={port}
      sourceName={() => null}
      goTo={null}
      place={left}
    />,
  );
  expect([active(), document.activeElement]).toEqual([[5, 3], grid()]);
});

test("a line that is not shown is said to be missing, and one that is gets the cursor", async () => {
  const { port } = open();
  await userEvent.keyboard("{Control>}g{/Control}");
  await userEvent.keyboard("77{Enter}");
  await waitFor(() => expect(said()).toBe("No row that is shown begins on line 77."));
  port.findLine.mockImplementation(async () => 3);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(active()).toEqual([5, 2]));
  expect(port.findLine.mock.calls[0]).toEqual([0, 77]);
  expect(document.activeElement).toBe(grid());
});
