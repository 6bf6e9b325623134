import fc from "fast-check";
import encodeQR from "qr";
import { describe, expect, test } from "vitest";
import { makePng, type PngKind } from "./fixtures/png";
import { imageSize } from "./image-size";
import { readPng } from "./png";
import { readBytes } from "./testing";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const URI = `otpauth://totp/X:alice?secret=${SECRET}&issuer=X`;

function picture(text: string, kind: PngKind, paint: (dark: boolean) => number[], scale = 4) {
  const modules = encodeQR(text, "raw", { border: 4 });
  const side = modules.length * scale;
  return makePng(side, kind, (x, y) =>
    paint(modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] ?? false),
  );
}

const GREY: PngKind = { depth: 8, colour: 0 };
const grey = (dark: boolean) => [dark ? 0 : 255];

describe("a picture of a QR code", () => {
  test.each<[string, PngKind, (dark: boolean) => number[]]>([
    ["grey", GREY, grey],
    ["one bit", { depth: 1, colour: 0 }, (dark) => [dark ? 0 : 1]],
    ["four bits", { depth: 4, colour: 0 }, (dark) => [dark ? 2 : 15]],
    ["sixteen bits", { depth: 16, colour: 0 }, (dark) => [dark ? 9 : 255, 0]],
    ["colour", { depth: 8, colour: 2 }, (dark) => (dark ? [20, 0, 60] : [250, 255, 240])],
    [
      "a palette",
      { depth: 2, colour: 3, more: [["PLTE", Uint8Array.of(255, 255, 255, 0, 0, 80)]] },
      (dark) => [dark ? 1 : 0],
    ],
    ["black on nothing", { depth: 8, colour: 6 }, (dark) => [0, 0, 0, dark ? 255 : 0]],
    ["grey on nothing", { depth: 8, colour: 4 }, (dark) => [30, dark ? 255 : 0]],
  ])("%s", async (_, kind, paint) => {
    const { format, records, problem } = await readBytes(picture(URI, kind, paint));
    expect(problem).toBeNull();
    expect(format).toBe("qr-image");
    expect(records).toMatchObject([{ line: 1, label: "alice", issuer: "X", secret: SECRET }]);
  });

  test("of something else, or without one, is a problem", async () => {
    expect((await readBytes(picture("https://example.com/", GREY, grey))).problem).toEqual({
      problem: "no_otp",
    });
    const blank = makePng(64, GREY, () => [255]);
    expect((await readBytes(blank)).problem).toEqual({ problem: "no_qr" });
  });

  test("that states more pixels than there are, or than fit, is a problem", async () => {
    for (const size of [5_000, 40_000, 2 ** 31 - 1, 0]) {
      const bytes = makePng(8, { ...GREY, size }, () => [255]);
      expect((await readBytes(bytes)).problem).toEqual({ problem: "image" });
    }
  });

  test("never throws when damaged", async () => {
    const whole = picture(URI, GREY, grey, 2);
    for (let end = 0; end < whole.length; end += 7) await readBytes(whole.subarray(0, end));
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const copy = Uint8Array.from(whole);
        for (const [at, byte] of changes) copy[at] = byte;
        await readBytes(copy);
      }),
      { numRuns: 200 },
    );
  });
});

test("every filter of PNG is undone", () => {
  // One grey step a pixel to the right, and down: what each filter leaves of it, by definition.
  const value = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (x * 3 + y * 5) & 255);
  const left = (x: number, y: number) => (x > 0 ? value(x - 1, y) : 0);
  const predictors = [
    () => 0,
    left,
    (x: number, y: number) => value(x, y - 1),
    (x: number, y: number) => (left(x, y) + value(x, y - 1)) >> 1,
    (x: number, y: number) => {
      const [a, b, c] = [left(x, y), value(x, y - 1), x > 0 ? value(x - 1, y - 1) : 0];
      const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
      return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    },
  ];
  predictors.forEach((guess, filter) => {
    const png = readPng(makePng(9, { ...GREY, filter }, (x, y) => [(value(x, y) - guess(x, y)) & 255]));
    const expected = Array.from({ length: 81 }, (_, at) => value(at % 9, Math.floor(at / 9)));
    expect([...(png?.data ?? [])].filter((_, at) => at % 3 === 0)).toEqual(expected);
  });
});

test("the size of other kinds is read from their first bytes", () => {
  const gif = Uint8Array.from([...Buffer.from("GIF89a"), 16, 1, 32, 0]);
  expect(imageSize(gif)).toEqual({ width: 272, height: 32 });
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 0, 16, 1, 0, 3);
  expect(imageSize(jpeg)).toEqual({ width: 256, height: 16 });
  const webp = Uint8Array.from([
    ...Buffer.from("RIFF....WEBPVP8X"),
    10,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    255,
    1,
    0,
    99,
    0,
    0,
  ]);
  expect(imageSize(webp)).toEqual({ width: 512, height: 100 });
  expect(imageSize(new Uint8Array(3))).toBeNull();
  expect(imageSize(jpeg.subarray(0, 12))).toBeNull();
});
