import readExcelFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { workbook } from "./workbook";

async function* parts() {
  yield [["user", "code"]];
  yield [
    ["=1+1", 200],
    ['a <b> & "c"', 0],
    ["bad\u0000\ud800 end", 7],
  ];
}

test("a workbook is what Excel reads, and no text in it is a formula", async () => {
  const pieces: Uint8Array[] = [];
  for await (const piece of workbook(parts())) pieces.push(piece);
  const [sheet] = await readExcelFile(Buffer.concat(pieces));
  expect(sheet?.data ?? sheet).toEqual([
    ["user", "code"],
    ["=1+1", 200],
    ['a <b> & "c"', 0],
    ["bad end", 7],
  ]);
});

test("rows that one sheet does not take are in the next, below the same headings: none is left out", async () => {
  async function* many() {
    yield [["user", "code"]];
    yield Array.from({ length: 4 }, (_, at) => [`u${at}`, at]);
    yield Array.from({ length: 3 }, (_, at) => [`v${at}`, at]);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of workbook(many(), 4)) pieces.push(piece);
  const sheets = await readExcelFile(Buffer.concat(pieces));
  expect(sheets.map(({ sheet, data }) => [sheet, data])).toEqual([
    [
      "OTP Ferry",
      [
        ["user", "code"],
        ["u0", 0],
        ["u1", 1],
        ["u2", 2],
      ],
    ],
    [
      "OTP Ferry 2",
      [
        ["user", "code"],
        ["u3", 3],
        ["v0", 0],
        ["v1", 1],
      ],
    ],
    [
      "OTP Ferry 3",
      [
        ["user", "code"],
        ["v2", 2],
      ],
    ],
  ]);
});
