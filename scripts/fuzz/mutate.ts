import type { Random } from "./random";

/** A mutated file grows no further. */
const MAX_BYTES = 512 << 10;
const MAX_MUTATIONS = 4;
const DEEPEST = 20_000;
const HUGEST = 300 << 10;

const TOKENS = [
  "__proto__",
  "constructor",
  "\0",
  '"',
  '""',
  "'",
  ",",
  ";",
  "\t",
  "\n",
  "\r",
  "=",
  "\\",
  "\\u0000",
  "\ud800",
  "\ufeff",
  "\u202e",
  "null",
  "NaN",
  "1e999",
  "-1",
  "9007199254740993",
  "&#x0;",
  "&a;",
  "*a",
  "&a [*a,*a]",
  "!!js/function x",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "<![CDATA[",
  "]]>",
  "# version: 2",
  "sep=;",
  "otpauth://",
  "otpauth-migration://offline?data=",
  "-----BEGIN PGP MESSAGE-----",
  "PK\x03\x04",
  "INSERT INTO a VALUES (",
  "COPY a (b) FROM stdin;\n",
  "dn: ",
  "\n ",
].map((token) => Buffer.from(token));
const NESTING = ["[", "{", '{"a":', "<a>", "(", "- ", "  ", '"', "&a"].map((unit) => Buffer.from(unit));
const FILLING = ["A", "7", "=", "a.", ",", "\n", " ", "密", '"', "\\"].map((unit) => Buffer.from(unit));

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const insert = (bytes: Buffer, at: number, more: Buffer, over = 0) =>
  Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at + over)]);
const repeated = (unit: Buffer, bytes: number) =>
  Buffer.alloc(Math.max(unit.length, Math.min(bytes, MAX_BYTES)), unit);
const slice = (bytes: Buffer, random: Random) => {
  const from = random.below(bytes.length + 1);
  return bytes.subarray(from, from + random.below(bytes.length - from + 1));
};

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flip(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random.below(8); left > 0 && copy.length > 0; left--) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] as number) ^ (1 << random.below(8));
    }
    return copy;
  },
  truncate: (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  behead: (bytes, random) => bytes.subarray(random.below(bytes.length + 1)),
  splice: (bytes, random, others) =>
    insert(bytes, random.below(bytes.length + 1), slice(random.of(others), random)),
  append: (bytes, random, others) => Buffer.concat([bytes, random.of(others)]),
  duplicate(bytes, random) {
    const part = slice(bytes, random);
    const most = part.length === 0 ? 0 : random.below(Math.min(2_000, MAX_BYTES / part.length));
    return insert(bytes, random.below(bytes.length + 1), Buffer.concat(Array(Math.ceil(most)).fill(part)));
  },
  remove: (bytes, random) =>
    insert(bytes, random.below(bytes.length + 1), Buffer.alloc(0), random.below(bytes.length + 1)),
  token: (bytes, random) =>
    insert(bytes, random.below(bytes.length + 1), random.of(TOKENS), random.of([0, 0, 1, 4])),
  nest(bytes, random) {
    const unit = random.of(NESTING);
    return insert(bytes, random.below(bytes.length + 1), repeated(unit, unit.length * random.below(DEEPEST)));
  },
  huge: (bytes, random) =>
    insert(bytes, random.below(bytes.length + 1), repeated(random.of(FILLING), random.below(HUGEST))),
  utf16: (bytes) => Buffer.from(`\ufeff${bytes.toString("utf8")}`, "utf16le"),
};

/** A file after one to four mutations; `how` names them. The same `random` makes the same of it. */
export function mutated(
  file: Buffer,
  random: Random,
  others: readonly Buffer[],
): { bytes: Buffer; how: string } {
  const names = Array.from({ length: 1 + random.below(MAX_MUTATIONS) }, () =>
    random.of(Object.keys(MUTATIONS)),
  );
  let bytes = file;
  for (const name of names)
    bytes = (MUTATIONS[name] as Mutation)(bytes, random, others).subarray(0, MAX_BYTES);
  return { bytes, how: names.join(", ") };
}
