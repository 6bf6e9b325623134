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
