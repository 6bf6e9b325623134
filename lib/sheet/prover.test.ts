import { describe, expect, test } from "vitest";
import type { SourceRecord } from "@/lib/otp/record";
import { secretBytes } from "@/lib/otp/secret";
import { totpCode } from "@/lib/otp/totp";
import { type CodesCompared, Prover } from "./prover";
import { Rows } from "./rows";
import { goodRecord, range, SECRET, secretOf, userIdOf } from "./testing";

const NOW = 1_800_000_010_000;

function proverOf(...records: Partial<SourceRecord>[]) {
  const rows = new Rows();
  rows.add(
    0,
    records.map((changes, number) => goodRecord(number, changes)),
  );
  return { rows, prover: new Prover(rows, () => NOW) };
}
/** The code of a row `steps` steps from now. */
const codeOf = (number: number, steps = 0) => totpCode(secretBytes(secretOf(number)), NOW + steps * 30_000);

describe("the code of a row", () => {
  test("is that of its authenticator, and says until when", () => {
    const { prover } = proverOf({});
    expect(prover.current(0)).toEqual({
      algorithm: "SHA1",
      digits: 6,
      period: 30,
      code: codeOf(0),
      until: 1_800_000_030_000,
    });
  });

  test("is made as its source states, also where GenAuth would not", () => {
    // RFC 6238 appendix B, SHA-256 at 59 s.
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA";
    const rows = new Rows();
    rows.add(0, [goodRecord(0, { secret, algorithm: "HmacSHA256", digits: "8", period: "30" })]);
    expect(new Prover(rows, () => 59_000).current(0)).toMatchObject({
      code: "46119246",
      algorithm: "SHA256",
    });
  });

  test("is none where none can be made, and says why", () => {
    const { rows, prover } = proverOf({ type: "hotp" }, { secret: "1O8" }, {}, { digits: "x" });
    const held = rows.byId(2);
    if (held) rows.setOutcome(held, { state: "verified" });
    expect(range(5).map((id) => prover.current(id))).toEqual([
      "not_totp",
      "unreadable",
      "forgotten",
      "not_totp",
      "gone",
    ]);
  });
});

describe("a code that a user reads out", () => {
  test.each([
    [0, 0],
    [-1, -1],
    [7, 7],
    [-20, -20],
    [20, 20],
    [21, null],
  ])("%i steps away is %s off", (steps, off) => {
    const { prover } = proverOf({});
    const code = codeOf(0, steps);
    expect(prover.check(0, `${code.slice(0, 3)} ${code.slice(3)}`)).toEqual({ off, period: 30 });
  });

  test("is found among all rows, the nearest first, with what chance alone would find", async () => {
    const { rows, prover } = proverOf(...range(40).map(() => ({})));
    rows.add(1, [goodRecord(7, { userId: userIdOf(99) }), goodRecord(50, { secret: "" })]);
    const found = await prover.find(codeOf(7, 1), rows.all);
    expect(found?.matches).toEqual([
      { id: 7, source: 0, line: 8, name: userIdOf(7), index: 7, off: 1 },
      { id: 40, source: 1, line: 8, name: userIdOf(99), index: 40, off: 1 },
    ]);
    expect(found).toMatchObject({ found: 2, compared: 41, without: 1 });
    expect(found?.byChance).toBeCloseTo((41 * 3) / 1e6);
    expect((await prover.find(codeOf(7, 2), rows.all))?.found).toBe(0);
  });

  test("is not looked for in rows that make codes of another length", async () => {
    const { rows, prover } = proverOf({ digits: "8" });
    expect(await prover.find("123456", rows.all)).toMatchObject({ found: 0, compared: 1, byChance: 0 });
  });
});

/** What came of the lines of a list. */
function linesOf(compared: CodesCompared | "moved" | null) {
  if (compared === null || compared === "moved") throw new Error("nothing compared");
  return compared.lines.map(({ row, verdict }) => [row?.line ?? null, verdict]);
}

describe("a list of codes", () => {
  test("is compared by user, by line, and by place", async () => {
    const { rows, prover } = proverOf(
      { email: "ann@example.com" },
      { email: "two@example.com" },
      { email: "two@example.com" },
      { type: "hotp", username: "hans" },
      { secret: SECRET, label: "Ann B" },
    );
    const list = [
      `ANN@example.com, ${codeOf(0)}`,
      `2\t${codeOf(1, -2)}`,
      `"two@example.com","${codeOf(1)}"`,
      `hans;${codeOf(3)}`,
      "nobody 123456",
      `Ann B ${codeOf(4)}`,
      "",
      `${userIdOf(2)} ${codeOf(2).slice(0, 3)} ${codeOf(2).slice(3)}`,
    ];
    const compared = await prover.compare(list.join("\r\n"), rows.all);
    expect(linesOf(compared)).toEqual([
      [1, { state: "right" }],
      [2, { state: "off", by: -2 }],
      [null, { state: "several_rows" }],
      [4, { state: "no_code" }],
      [null, { state: "no_row" }],
      [5, { state: "wrong" }],
      [3, { state: "right" }],
    ]);
  });

  test("of codes alone goes with the rows as they stand, a heading and empty cells included", async () => {
    const { rows, prover } = proverOf({}, {}, {});
    const list = ["Code", codeOf(0), "", codeOf(2), "123456"].join("\n");
    const compared = await prover.compare(list, rows.all);
    expect(linesOf(compared)).toEqual([
      [1, { state: "right" }],
      [3, { state: "right" }],
      [null, { state: "no_row" }],
    ]);
    expect(compared).toMatchObject({ counts: { right: 2, wrong: 0, no_row: 1 }, uncoded: 0 });
  });

  test("of codes alone goes with the selected rows, which are counted where it has no code for them", async () => {
    const { rows, prover } = proverOf(...range(6).map(() => ({})));
    const selected = { start: 2, end: 5, known: { place: 3, id: 3 } };
    const list = [codeOf(2), codeOf(0), `1 ${codeOf(0)}`].join("\n");
    const compared = await prover.compare(list, rows.all, selected);
    expect(linesOf(compared)).toEqual([
      [3, { state: "right" }],
      [4, { state: "wrong" }],
      [1, { state: "right" }],
    ]);
    expect(compared).toMatchObject({ uncoded: 1, lines: [{ row: { index: 2 } }, {}, { row: { index: 0 } }] });
    const tooMany = await prover.compare(range(4).map(codeOf).join("\n"), rows.all, selected);
    expect(linesOf(tooMany).at(-1)).toEqual([null, { state: "no_row" }]);
    expect(await prover.compare(list, rows.all, { ...selected, known: { place: 3, id: 4 } })).toBe("moved");
  });

  test("knows a code whose zeros a spreadsheet has dropped, and what is no code", async () => {
    let number = 0;
    while (!codeOf(number).startsWith("0")) number++;
    const { rows, prover } = proverOf(...range(number + 1).map(() => ({})));
    const list = `${number + 1}\t${Number(codeOf(number))}\n1\tlost`;
    expect(linesOf(await prover.compare(list, rows.all))).toEqual([
      [number + 1, { state: "right" }],
      [1, { state: "not_code" }],
    ]);
  });

  test("of any length is compared whole; of many lines those come first that are not right", async () => {
    const { rows, prover } = proverOf(...range(300).map(() => ({})));
    const list = range(300).map((number) => (number === 290 ? codeOf(0) : codeOf(number)));
    const compared = await prover.compare(list.join("\n"), rows.all);
    expect(compared).toMatchObject({ counts: { right: 299, wrong: 1 } });
    const lines = linesOf(compared);
    expect(lines.length).toBe(200);
    expect(lines.slice(0, 2)).toEqual([
      [291, { state: "wrong" }],
      [1, { state: "right" }],
    ]);
  });
});
