// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { CELL_COLUMNS } from "@/lib/sheet/cell-range";
import { COLUMNS, fieldAt } from "./columns";

test("the page shows the columns in the order in which the worker copies and pastes them", () => {
  expect(COLUMNS.map(({ id }) => id)).toEqual([...CELL_COLUMNS, "actions"]);
});

test("the columns to type into stand side by side, as in a list of users with their secrets", () => {
  expect(COLUMNS.map((_, column) => fieldAt(column))).toEqual([
    null,
    "userId",
    "secret",
    "recoveryCode",
    null,
    null,
    null,
    null,
  ]);
});
