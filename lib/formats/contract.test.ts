import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSecret } from "@/lib/otp/secret";
import { GOLDEN } from "./fixtures/golden";
import { recognise } from "./recognise";
import { extensions, FORMATS } from "./registry";
import { readBytes, readWith, sourceOf } from "./testing";

const FOLDER = fileURLToPath(new URL("./fixtures/", import.meta.url));
const FIXTURES = new Map(
  readdirSync(FOLDER)
    .filter((file) => !file.endsWith(".ts"))
    .map((file) => [file.slice(0, file.lastIndexOf(".")), file]),
);

function fixtureOf(id: string): Buffer {
  return readFileSync(FOLDER + (FIXTURES.get(id) ?? `${id} has no fixture`));
}

test("ids are unique, and file name endings are lower case", () => {
  expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
  for (const ending of extensions()) expect(ending).toMatch(/^\.[a-z0-9]+$/);
  expect(extensions()).toEqual(
    expect.arrayContaining([".txt", ".csv", ".tsv", ".json", ".ndjson", ".jsonl"]),
  );
});

describe.each(FORMATS.map((format) => ({ id: format.id, format })))("$id", ({ id, format }) => {
  const bytes = fixtureOf(id);
  const text = bytes.toString("utf8");

  test("reads its fixture to the golden vectors", async () => {
    const { format: by, records, problem, plan } = await readBytes(bytes);
    expect(by).toBe(id);
    expect(problem).toBeNull();
    expect(plan?.doubts ?? []).toEqual([]);
    expect(records).toHaveLength(GOLDEN.length);
    records.forEach((record, i) => {
      const golden = GOLDEN[i];
      const secret = readSecret(record.secret, record.secretEncoding);
      expect(secret.ok && secret.canonical).toBe(golden?.secret);
      expect(record.email).toBe(golden?.email);
      expect(record.found).toEqual([]);
      expect([golden?.algorithm, ""]).toContain(record.algorithm);
      expect([golden?.digits, ""]).toContain(record.digits);
      expect([golden?.period, ""]).toContain(record.period);
    });
    // What GenAuth cannot compute must never pass as not stated.
    expect(records[1]).toMatchObject({ algorithm: "SHA256", digits: "8", period: "60" });
  });

  test("is surest of its own fixture, and less sure of every other than that one's format", () => {
    for (const other of FORMATS) {
      const found = recognise(sourceOf(fixtureOf(other.id).toString("utf8")));
      expect("candidates" in found && found.candidates[0].format.id).toBe(other.id);
    }
  });

  test("does not mind a byte order mark, UTF-16, or other line ends", async () => {
    const expected = (await readBytes(bytes)).records;
    const crlf = text.replaceAll("\n", "\r\n");
    const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
    for (const variant of [
      `\ufeff${text}`,
      crlf,
      text.replaceAll("\n", "\r"),
      utf16,
      Buffer.from(utf16).swap16(),
    ]) {
      expect((await readBytes(variant)).records).toEqual(expected);
    }
  });

  test("reads the same wherever the text is cut into pieces", async () => {
    const plan = format.detect(sourceOf(text)).plan;
    const whole = await readWith(format, sourceOf(text), plan);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 12 }), async (cuts) => {
        expect(await readWith(format, sourceOf(text, cuts), plan)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  test("never throws when the file is cut off at any byte, and makes up no record", async () => {
    const secrets = new Set<string>(GOLDEN.map(({ secret }) => secret));
    for (let end = 0; end < bytes.length; end++) {
      const { records } = await readBytes(bytes.subarray(0, end));
      expect(records.filter(({ secret }) => secret !== "").length).toBeLessThanOrEqual(GOLDEN.length);
      for (const { secret } of records) {
        expect(secret === "" || [...secrets].some((whole) => whole.startsWith(secret))).toBe(true);
      }
    }
  });

  test("never throws on noise, as its own reader or any other", async () => {
    const mutated = fc
      .array(fc.tuple(fc.nat(text.length), fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 8 })
      .map((edits) =>
        edits.reduce((all, [at, put]) => all.slice(0, at) + put + all.slice(at + put.length), text),
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), mutated), async (noise) => {
        const source = sourceOf(noise);
        const { confidence, plan } = format.detect(source);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        await readWith(format, source, plan);
        await readWith(format, source, null);
      }),
      { numRuns: 500 },
    );
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
  ])("%s", async (_, text) => {
    const start = performance.now();
    await readBytes(text);
    expect(performance.now() - start).toBeLessThan(1_500);
  });
});
