import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBlock, tsvLine } from "./tsv";

describe("what a spreadsheet puts on the clipboard", () => {
  test.each([
    ["one cell", "a", [["a"]]],
    ["one cell with its line end", "a\r\n", [["a"]]],
    ["nothing", "", [[""]]],
    [
      "a block",
      "a\tb\r\nc\td\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["an empty line in between", "a\n\nb\n", [["a"], [""], ["b"]]],
    ["an empty last row", "a\n\n", [["a"], [""]]],
    ["line ends of an old Mac", "a\rb\r", [["a"], ["b"]]],
    [
      "empty cells",
      "\t\n\ta",
      [
        ["", ""],
        ["", "a"],
      ],
    ],
    ["a quoted cell", '"a\tb\n""c"""\td', [['a\tb\n"c"', "d"]]],
    ["a quote within a cell", 'a"b"\tc', [['a"b"', "c"]]],
    ["a quote that is never closed", '"a\tb\nc', [['"a', "b"], ["c"]]],
    ["a quote closed too early", '"a"b\tc', [['"a"b', "c"]]],
    ["a byte order mark", "\uFEFFa\tb", [["a", "b"]]],
    ["rows of different length", "a\tb\nc", [["a", "b"], ["c"]]],
  ])("%s", (_, text, rows) => expect(readBlock(text, true)).toEqual(rows));

  test("commas separate where there is no tab and all lines have as many of them", () => {
    expect(readBlock('a,b\n"c,d",e', true)).toEqual([
      ["a", "b"],
      ["c,d", "e"],
    ]);
    expect(readBlock("a,b\tc", true)).toEqual([["a,b", "c"]]);
    expect(readBlock("a,b\nc", true)).toEqual([["a,b"], ["c"]]);
    expect(readBlock("a,b", false)).toEqual([["a,b"]]);
  });

  test("reads what it has written", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', "\t", "\n", "\r", ",", " ") });
    const block = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(block, (rows) => {
        expect(readBlock(rows.map(tsvLine).join("\n"), true)).toEqual(rows);
      }),
    );
  });

  test("a long paste is read in one go", () => {
    const rows = readBlock(`${"a\tb\n".repeat(200_000)}`, true);
    expect([rows.length, rows.at(-1)]).toEqual([200_000, ["a", "b"]]);
  });
});
