import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext, runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";

/**
 * Every regular expression of the folders that see what is in a file, against texts on which careless ones take cubic or
 * exponential time: those would be at it for hours here. Squares of this length are done in a moment.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["lib/otp", "lib/formats", "lib/sheet", "lib/log", "lib/genauth"];
const LENGTHS = [20, 2_000];
/** Far more than any of them needs, so that a busy machine fails nobody. */
const FOR_EVER_MS = 20_000;

const LITERAL =
  /(?<=^|[=(,:!&|?[{;\s.])\/(?<source>(?![/*])(?:\\.|\[(?:\\.|[^\]\n\\])*\]|[^/\n\\[])+)\/(?<flags>[dgimsuvy]*)(?=[\s.,;)\]:}]|$)/gm;

function expressionsIn(text: string): RegExp[] {
  return [...text.matchAll(LITERAL)].flatMap(({ groups }) => {
    try {
      return [new RegExp(groups?.source ?? "", groups?.flags?.replace(/[gy]/g, ""))];
    } catch {
      // A division, or a path in a comment.
      return [];
    }
  });
}

const UNITS = [
  ..."aA0 7=-_.,:;/\\\"'<>&%@+#(){}[]|\t\n\u0000é",
  "aA",
  "a ",
  "a-",
  "0-",
  "A2",
  "ABCD ",
  "abcd-",
  "a=",
  "a:",
  "a.",
  '\\"',
  '""',
  "''",
  "%41",
  "=?",
  " \t",
  "\r\n",
  "//",
  "&a;",
  "<a ",
  "a,",
];
const ENDS = ["", "!"];

/** The literal beginning of an expression: without it most attempts would end at the first character. */
function prefixOf({ source }: RegExp): string {
  const plain = source.replace(/^\^/, "").replace(/^\(\?[:<][^)]*?:?/, "");
  return /^[\w:/ <-]*/.exec(plain)?.[0] ?? "";
}

const context = createContext({ e: /./, texts: [""] });

function attack(expression: RegExp): string | null {
  const texts = [...new Set(["", prefixOf(expression)])].flatMap((prefix) =>
    LENGTHS.flatMap((length) =>
      UNITS.flatMap((unit) => ENDS.map((end) => prefix + unit.repeat(Math.ceil(length / unit.length)) + end)),
    ),
  );
  Object.assign(context, { e: expression, texts, at: 0 });
  try {
    runInContext("for (at = 0; at < texts.length; at++) e.test(texts[at])", context, {
      timeout: FOR_EVER_MS,
    });
    return null;
  } catch {
    return JSON.stringify(texts[context.at]?.slice(0, 40));
  }
}

describe.each(FOLDERS)("%s", (folder) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.test\.ts$|^fixtures/.test(name))
    .map((name) => ({ name, found: expressionsIn(readFileSync(join(root, folder, name), "utf8")) }))
    .filter(({ found }) => found.length > 0);

  test.each(files)("$name", ({ found }) => {
    for (const expression of found)
      expect(`${expression} on ${attack(expression)}`).toBe(`${expression} on null`);
  });
});

test("this test finds expressions, and a careless one among them", () => {
  const found = expressionsIn('const X = /^(?:a+)+$/;\ntext.split(/[/"]/g);\nif (/b\\/c/.test(y)) {}');
  expect(found.map(String)).toEqual(["/^(?:a+)+$/", '/[/"]/', "/b\\/c/"]);
  expect(() =>
    runInNewContext("e.test(t)", { e: found[0], t: `${"a".repeat(60)}!` }, { timeout: 500 }),
  ).toThrow("timed out");
});
