import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkParameters } from "@/lib/otp/parameters";
import type { SourceRecord } from "@/lib/otp/record";
import { readSecret } from "@/lib/otp/secret";
import { FIXTURES, type Fixture } from "./fixtures/fixtures";
import { ALL_TOTP, GOLDEN } from "./fixtures/golden";
import { openBlob } from "./open-blob";
import { recognise } from "./recognise";
import { extensions, FORMATS } from "./registry";
import type { Source } from "./source";
import { readBytes, readWith, sourceOf } from "./testing";

const FOLDER = fileURLToPath(new URL("./fixtures/", import.meta.url));
/** Of a long file every so many bytes are cut off, not every byte. */
const MAX_CUTS = 250;
/** A locked file is read with key derivation each time. */
const MAX_LOCKED = 12;

type Golden = (typeof GOLDEN)[number];

function bytesOf({ file }: Fixture): Buffer {
  return readFileSync(FOLDER + file);
}

async function opened(bytes: Uint8Array): Promise<Source> {
  const source = await openBlob(new Blob([bytes as BlobPart]), "");
  if ("problem" in source) throw new Error(`the fixture cannot be opened: ${source.problem}`);
  return source;
}

function goldenOf({ holds = ALL_TOTP }: Fixture): Golden[] {
  return holds.flatMap((at) => GOLDEN[at] ?? []);
}

function nameOf({ identity = "email", as }: Fixture, golden: Golden, at: number): string {
  if (as) return as[at] ?? "";
  return identity === "userId" || identity === "externalId" || identity === "phone"
    ? golden[identity]
    : golden.email;
}

/** The spellings of an algorithm, or a type, that mean the same to checkParameters. */
function plain(value: string): string {
  return value.toUpperCase().replace(/^(?:OATH|HMAC)|[-_ ]/g, "");
}

function expectGolden(record: SourceRecord | undefined, golden: Golden, fixture: Fixture, at: number): void {
  const { states = "all", identity = "email" } = fixture;
  if (!record) throw new Error(`no record for ${golden.email}`);
  const secret = readSecret(record.secret, record.secretEncoding);
  expect(secret.ok && secret.canonical).toBe(golden.secret);
  if (identity !== "none") expect(record[identity]).toBe(nameOf(fixture, golden, at));
  expect(record.found).toEqual([]);
  const stated = {
    type: plain(record.type),
    algorithm: plain(record.algorithm),
    digits: record.digits.replace(/^0+/, ""),
    period: golden.type === "hotp" ? "" : record.period.replace(/^0+|\s*s$/g, ""),
  };
  const wanted = {
    type: plain(golden.type),
    algorithm: golden.algorithm,
    digits: golden.digits,
    period: golden.period,
  };
  if (states === "all") expect(stated).toEqual(wanted);
  for (const name of ["type", "algorithm", "digits", "period"] as const)
    expect(states === "none" ? [""] : [wanted[name], ""]).toContain(stated[name]);
  // What GenAuth cannot compute must never pass as not stated.
  const issues: Parameters<typeof checkParameters>[1] = [];
  checkParameters(record, issues);
  const works = golden.type === "totp" && golden.period === "30";
  expect(issues.filter((code) => code !== "parameters_assumed").length === 0).toBe(works);
}

test("ids are unique, every format has a fixture, and file name endings are lower case", () => {
  expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
  expect(FORMATS.map(({ id }) => id).filter((id) => !FIXTURES[id])).toEqual([]);
  for (const ending of extensions()) expect(ending).toMatch(/^\.[a-z0-9]+$/);
  expect(extensions()).toEqual(
    expect.arrayContaining([".txt", ".csv", ".tsv", ".json", ".ndjson", ".jsonl"]),
  );
});

const CASES = FORMATS.flatMap((format) => {
  const fixture = FIXTURES[format.id];
  return fixture ? [{ id: format.id, format, fixture }] : [];
});

/** Some promises are about text, or about protected files: they are made only for formats that they concern. */
const promise = (applies: boolean) =>
  applies ? test : (_name: string, _body: () => Promise<void>, _timeout?: number) => undefined;

describe.each(CASES)("$id", ({ id, format, fixture }) => {
  const bytes = bytesOf(fixture);
  const text = fixture.binary ? "" : bytes.toString("utf8");
  const golden = goldenOf(fixture);
  const { unlock = "", binary = false } = fixture;

  test("reads its fixture to the golden vectors", async () => {
    const { format: by, records, users, problem, plan } = await readBytes(bytes, "", unlock);
    expect(by).toBe(id);
    expect(problem?.problem).toBe(fixture.problem);
    expect(plan?.doubts ?? []).toEqual([]);
    if (fixture.problem) return expect(records).toEqual([]);
    if (fixture.users) {
      expect(records).toEqual([]);
      expect(users.map((user) => user[fixture.identity === "username" ? "username" : "email"])).toEqual(
        golden.map(({ email }) => email),
      );
      return expect(users.every(({ keys }) => keys.length > 0 && keys.every((key) => key !== ""))).toBe(true);
    }
    expect(records).toHaveLength(golden.length + (fixture.extra ?? 0));
    golden.forEach((one, at) => {
      expectGolden(records[at], one, fixture, at);
    });
    if (fixture.recovery !== undefined) expect(records[0]?.recoveryCode).toBe(fixture.recovery);
  });

  test("is surest of its own fixture, and no other format is sure of it", async () => {
    const found = recognise(await opened(bytes));
    if ("problem" in found) throw new Error(`not recognised: ${found.problem}`);
    const [first, second] = found.candidates;
    expect(first.format.id).toBe(id);
    expect(second?.confidence ?? 0).toBeLessThan(first.confidence);
    expect(found.candidates.filter(({ confidence }) => confidence >= 0.9).length).toBeLessThanOrEqual(1);
    expect(first.lock !== undefined).toBe(unlock !== "");
  });

  promise(!binary)("does not mind a byte order mark, UTF-16, or other line ends", async () => {
    const expected = await readBytes(bytes, "", unlock);
    const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
    const variants: (string | Uint8Array)[] = [`\ufeff${text}`, utf16, Buffer.from(utf16).swap16()];
    if (fixture.lineEnds !== "kept")
      variants.push(text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r"));
    for (const variant of variants) {
      const { records, users } = await readBytes(variant, "", unlock);
      expect(records).toEqual(expected.records);
      expect(users).toEqual(expected.users);
    }
  });

  promise(!binary)("reads the same wherever the text is cut into pieces", async () => {
    const { plan } = format.detect(sourceOf(text));
    const whole = await readWith(format, sourceOf(text), plan, unlock);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 12 }), async (cuts) => {
        expect(await readWith(format, sourceOf(text, cuts), plan, unlock)).toEqual(whole);
      }),
      { numRuns: unlock === "" ? 100 : 3 },
    );
  });

  test("never throws when the file is cut off anywhere, and makes up no record", async () => {
    const whole = await readBytes(bytes, "", unlock);
    const secrets = new Set(whole.records.map(({ secret }) => secret));
    const step = Math.max(1, Math.floor(bytes.length / (unlock === "" ? MAX_CUTS : MAX_LOCKED)));
    for (let end = 0; end < bytes.length; end += step) {
      const { records, problem } = await readBytes(bytes.subarray(0, end), "", unlock);
      const filled = records.filter(({ secret }) => secret !== "");
      expect(filled.length).toBeLessThanOrEqual(whole.records.length);
      for (const { secret } of filled)
        expect([...secrets].some((full) => full.startsWith(secret))).toBe(true);
      for (const secret of secrets) if (secret !== "") expect(JSON.stringify(problem)).not.toContain(secret);
    }
  });

  test("never throws on noise, as its own reader or any other", async () => {
    const size = binary ? bytes.length : text.length;
    const edits = fc.array(fc.tuple(fc.nat(size), fc.string({ unit: "binary", maxLength: 6 })), {
      maxLength: 8,
    });
    const mutated: fc.Arbitrary<string | Uint8Array> = edits.map((changes) => {
      if (!binary)
        return changes.reduce((all, [at, put]) => all.slice(0, at) + put + all.slice(at + put.length), text);
      const copy = Uint8Array.from(bytes);
      for (const [at, put] of changes) copy.set(Buffer.from(put).subarray(0, copy.length - at), at);
      return copy;
    });
    const noise = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), mutated);
    await fc.assert(
      fc.asyncProperty(noise, async (any) => {
        const source =
          typeof any === "string" ? sourceOf(any) : await openBlob(new Blob([any as BlobPart]), "");
        if ("problem" in source) return;
        const { confidence, plan } = format.detect(source);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        await readWith(format, source, plan, unlock);
        await readWith(format, source, null, unlock);
      }),
      { numRuns: unlock === "" ? 300 : MAX_LOCKED },
    );
  });

  promise(unlock !== "")("says so when the password or key is wrong or not given", async () => {
    for (const wrong of ["", "not the password"]) {
      const { records, problem } = await readBytes(bytes, "", wrong);
      expect(problem?.problem).toMatch(/^(?:wrong_unlock|encrypted)$/);
      expect(records.filter(({ secret }) => secret !== "")).toEqual([]);
    }
  });
});

test("random bytes are never more than a problem or rows to look at", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
      await readBytes(bytes);
    }),
    { numRuns: 2000 },
  );
});

describe("a file made to be slow is recognised at once", () => {
  const size = 256 << 10;
  const full = (unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const wide = Array.from({ length: 1_000 }, (_, i) => `c${i}`).join(",");
  test.each([
    ["one name of dots", full("a.")],
    ["commas", full("a,")],
    ["quotes", full('"')],
    ["open quotes", full('"a\n')],
    ["open brackets", full("[")],
    ["open objects", full('{"a":')],
    ["a key of dots", `[{"${"a.".repeat(100_000)}":1},{"b":2},{"b":3}]`],
    ["a thousand columns", `${wide}\n${full(`${wide}\n`)}`],
    ["at signs", full("a@")],
    ["white space", `[${full(" ")}`],
    ["blanks in front", `${full(" ")}x`],
    ["blank lines in front", `${full("\n")}<`],
    ["colons", full("a:")],
    ["dashes", full("- ")],
    ["open tags", full("<a>")],
    ["open braces in lines", full("{\n")],
  ])("%s", async (_, text) => {
    // What takes the square of its length here does not come back within the limit of a test.
    expect(await readBytes(text)).toMatchObject({ records: expect.any(Array) });
  });
});
