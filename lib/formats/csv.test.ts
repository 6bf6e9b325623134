import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { CsvParser } from "./csv";

type Row = { line: number; cells: string[] };

function parse(text: string, delimiter = ",", cuts: readonly number[] = []): Row[] {
  const parser = new CsvParser(delimiter);
  const rows: Row[] = [];
  const take = () => {
    for (let cells = parser.next(); cells; cells = parser.next()) rows.push({ line: parser.line, cells });
  };
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    parser.feed(text.slice(from, cut));
    take();
    from = Math.max(from, cut);
  }
  parser.feed(text.slice(from));
  take();
  parser.end();
  take();
  return rows;
}

const cells = (text: string, delimiter = ",") => parse(text, delimiter).map((row) => row.cells);

const nasty = fc.oneof(
  fc.stringMatching(/^[A-Z2-7]{1,40}$/),
  fc.string({
    unit: fc.constantFrom('"', ",", ";", "\n", "\r", "\t", " ", "a", "密", "=", "'"),
    maxLength: 12,
  }),
);

describe("a table written as CSV", () => {
  test("is read back cell for cell, wherever it is cut into pieces", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((width) =>
          fc.array(fc.array(nasty, { minLength: width, maxLength: width }), {
            minLength: 1,
            maxLength: 20,
          }),
        ),
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.array(fc.nat(2000), { maxLength: 8 }),
        (table, delimiter, newline, cuts) => {
          const text = Papa.unparse(table, { delimiter, newline, quotes: true });
          const full = table.filter((row) => row.some((cell) => cell.trim() !== ""));
          expect(parse(text, delimiter, cuts).map((row) => row.cells)).toEqual(full);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("reads as papaparse reads it, and knows the line of each row", () => {
    const plain = fc.string({ unit: fc.constantFrom("a", "B", "7", "密", "."), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(plain, nasty), { minLength: 2, maxLength: 4 })), (table) => {
        const rows = table.map((row) => ["x", ...row]);
        const text = Papa.unparse(rows);
        const got = parse(text);
        expect(got.map((row) => row.cells)).toEqual(
          Papa.parse(text, { delimiter: "," }).data.filter((r) => (r as string[])[0] === "x"),
        );
        const starts = text.split(/\r\n|\r|\n/);
        for (const row of got) expect(starts[row.line - 1]?.startsWith("x,")).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("never throws and never hangs, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.array(fc.nat(400)), (text, cuts) => {
        expect(parse(text, ",", cuts)).toEqual(parse(text));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "a"), maxLength: 40 }),
        fc.array(fc.nat(40)),
        (text, cuts) => {
          expect(parse(text, ",", cuts)).toEqual(parse(text));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe("what spreadsheets and scripts make of CSV", () => {
  test("sep= and comments above the first row are left out, and lines still counted", () => {
    expect(parse("sep=;\n\n# made by a script\na;b\n\n1;2\n", ";")).toEqual([
      { line: 4, cells: ["a", "b"] },
      { line: 6, cells: ["1", "2"] },
    ]);
  });

  test("quotes after spaces are quotes", () => {
    expect(cells('"a, b", "c ""d""" ,e\n')).toEqual([["a, b", 'c "d"', "e"]]);
  });

  test("rows of delimiters only are left out, ragged rows stay ragged", () => {
    expect(cells("a,b,c\n,,\n1\n1,2,3,4")).toEqual([["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]);
  });

  test("a quote in the middle of a cell is a character", () => {
    expect(cells('5" disk,b\n"a"b,c')).toEqual([
      ['5" disk', "b"],
      ['"a"b', "c"],
    ]);
  });
});

describe("a quote that nobody closes", () => {
  test("costs its own line only", () => {
    const text = `a,b\n"x,1\ny,2\n${"z,3\n".repeat(100_000)}"last",4\n`;
    const rows = parse(text);
    expect(rows).toHaveLength(100_004);
    expect(rows[1]).toEqual({ line: 2, cells: ['"x', "1"] });
    expect(rows[2]).toEqual({ line: 3, cells: ["y", "2"] });
    expect(rows.at(-1)?.cells).toEqual(["last", "4"]);
  });

  test("at the end of the file, too", () => {
    expect(cells('a,b\n"x,1\ny,2')).toEqual([
      ["a", "b"],
      ['"x', "1"],
      ["y", "2"],
    ]);
  });

  test("on every line is still read in linear time", () => {
    for (const line of ['"abc,d\n', 'a,"b""\n', '"a\n', '"a\nb",c\n', '"a"\n']) {
      const text = line.repeat(200_000);
      expect(parse(text, ",", [1 << 19, 1 << 20]).length).toBeGreaterThan(100);
    }
  });
});
