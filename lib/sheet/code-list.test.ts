import { expect, test } from "vitest";
import { readCodes } from "./code-list";

const read = (text: string) => readCodes(text).map(({ given, code, place }) => [given, code, place]);

test.each([
  ["ann@example.com, 123 456", "ann@example.com", "123456"],
  ['"Lee, Ann","123456"', "Lee, Ann", "123456"],
  ["17\t123456", "17", "123456"],
  ["ann;123-456", "ann", "123456"],
  ["Ann B 123 456", "Ann B", "123456"],
  ["ann 12345678", "ann", "12345678"],
  ["１２３４５６", "", "123456"],
  ["ann", "ann", ""],
  ["ann, lost", "ann", ""],
])("%s", (text, given, code) => {
  expect(read(text)).toEqual([[given, code, 0]]);
});

test("a heading is no line, and what comes after it is at its own place", () => {
  expect(read("Code\r\n111111\r\n222222\r\n")).toEqual([
    ["", "111111", 0],
    ["", "222222", 1],
  ]);
  expect(read("用户,验证码\nann,111111")).toEqual([["ann", "111111", 0]]);
});

test("a user without a code is no heading", () => {
  for (const first of ["ann@example.com,", "ann@example.com", "ann,", 'ann,""'])
    expect(read(`${first}\nbob,222222`)[0]).toEqual([first.replace(/,.*/, ""), "", 0]);
});

test("an empty cell of a column keeps its place", () => {
  expect(read("111111\n\n333333\n\n")).toEqual([
    ["", "111111", 0],
    ["", "333333", 2],
  ]);
  expect(read("\n222222")).toEqual([["", "222222", 1]]);
});

test("a code whose zeros a spreadsheet has dropped is still one", () => {
  expect(read("12345\n123\n12")).toEqual([
    ["", "12345", 0],
    ["", "123", 1],
    ["12", "", 2],
  ]);
});

test("nothing is nothing", () => {
  expect(read("")).toEqual([]);
  expect(read(" \r\n ")).toEqual([]);
});
