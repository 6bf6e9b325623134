import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { csvLine } from "./csv-cell";

const cells = (line: string, delimiter = ",") =>
  Papa.parse<string[]>(line, { delimiter, skipEmptyLines: true }).data.flat();

describe("RFC 4180", () => {
  test.each([
    [["a", 1, ""], "a,1,\r\n"],
    [["a,b", 'say "hi"', "two\nlines"], '"a,b","say ""hi""","two\nlines"\r\n'],
    [["李雷", "ünïcode"], "李雷,ünïcode\r\n"],
  ])("%j", (values, line) => expect(csvLine(values)).toBe(line));
});

describe("what a spreadsheet would run is text (OWASP, CSV injection)", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+49 171", "'+49 171"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["|calc", "'|calc"],
    ["  =1", "'  =1"],
    ["\u00a0=1", "'\u00a0=1"],
    ["\ttext", "'\ttext"],
    ["\rtext", "'\rtext"],
    ["\ntext", "'\ntext"],
    ["＝1", "'＝1"],
    ["＠SUM", "'＠SUM"],
    // A spreadsheet that splits at semicolons or tabs sees a cell begin in the middle of ours.
    ["x;=cmd|' /C calc'!A0;", "x;'=cmd|' /C calc'!A0;"],
    ["x\t=1", "x\t'=1"],
    ["x\n =1", "x\n' =1"],
    ['x;"=1', "x;'\"=1"],
  ])("%j", (value, read) => expect(cells(csvLine([value]))).toEqual([read]));

  test("and text that only holds such characters stays as it is", () => {
    const harmless = ["a=b", "a-b", "me@example.com", "1-2", "b471-8ec0", "a, -b", "'quoted'", ""];
    expect(cells(csvLine(harmless))).toEqual(harmless);
  });

  test("our own numbers are numbers, also below zero", () => expect(csvLine([-5, 200])).toBe("-5,200\r\n"));
});

const DANGER = "=+-@|＝＋－＠";
const risky = fc.string({
  unit: fc.constantFrom(..."=+-@|＝＋－＠;,\t\r\n\"' ab\u00a0"),
  maxLength: 12,
});
const values = fc.array(fc.oneof(risky, fc.string({ unit: "binary" }), fc.integer()), {
  minLength: 1,
  maxLength: 6,
});
const withoutApostrophes = (text: string) => text.replaceAll("'", "");

test("any cells come back from a CSV reader as they were, apostrophes aside", () => {
  fc.assert(
    fc.property(values, (given) => {
      fc.pre(given.some((value) => value !== ""));
      const read = Papa.parse<string[]>(csvLine(given), { delimiter: "," }).data[0];
      expect(read?.map(withoutApostrophes)).toEqual(given.map((value) => withoutApostrophes(String(value))));
    }),
    { numRuns: 500 },
  );
});

test("no reader, whatever it splits at, sees a cell of ours begin as a formula", () => {
  fc.assert(
    fc.property(fc.array(risky, { minLength: 1, maxLength: 4 }), (given) => {
      // The file name comes first in a report and is no cell of this test.
      const line = csvLine(["file.csv", ...given]);
      const begins = (cell: string) => DANGER.includes(cell.charAt(0) || " ");
      expect(cells(line).filter((cell) => begins(cell.trimStart()))).toEqual([]);
      // A reader of another delimiter knows nothing of our quotes.
      for (const delimiter of [";", "\t"])
        for (const cell of line.split(/[\r\n]+/).flatMap((row) => row.split(delimiter)))
          expect(begins(cell.replace(/^[\s"]+/, ""))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
