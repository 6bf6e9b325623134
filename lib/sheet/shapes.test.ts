import { expect, test } from "vitest";
import { GENAUTH_PARAMETERS, TOTP_OR_HOTP } from "@/lib/otp/parameters";
import { Shapes, shapeOf } from "./shapes";

const NOTHING = { type: "", algorithm: "", digits: "", period: "" };
const GENAUTHS = { type: "TOTP", algorithm: "SHA1", digits: 6, period: 30, assumed: false };

test("however a source writes it, it is the same shape", () => {
  for (const [type, algorithm, digits, period] of [
    ["totp", "SHA1", "6", "30"],
    ["TOTP", "HmacSHA1", "06", "30s"],
    ["oath-totp", "sha-1", "6", "30 s"],
  ] as const)
    expect(shapeOf({ type, algorithm, digits, period })).toEqual(GENAUTHS);
});

test("what is not stated is GenAuth’s, and assumed", () => {
  expect(shapeOf(NOTHING)).toEqual({ ...GENAUTHS, assumed: true });
  expect(shapeOf({ ...NOTHING, digits: "8" })).toEqual({ ...GENAUTHS, digits: 8, assumed: true });
});

test("nothing of the source’s own text gets through, since it may be a secret in a wrong column", () => {
  const secret = "JBSWY3DPEHPK3PXP";
  const odd = shapeOf({ type: secret, algorithm: secret, digits: secret, period: "1234567890" });
  expect(odd).toEqual({ type: "other", algorithm: null, digits: null, period: null, assumed: false });
  expect(shapeOf({ ...NOTHING, type: TOTP_OR_HOTP }).type).toBe("unknown");
  expect(shapeOf({ ...NOTHING, type: "constructor" }).type).toBe("other");
});

test("shapes are counted by their number, the most frequent first", () => {
  const shapes = new Shapes();
  const [mine, theirs, none] = [NOTHING, { ...NOTHING, type: "HOTP" }, { ...NOTHING, period: "60" }].map(
    (given) => shapes.idOf(given),
  );
  expect(shapes.idOf({ ...NOTHING, digits: String(GENAUTH_PARAMETERS.digits) })).toBe(mine);
  expect([mine, theirs, none]).toEqual([0, 1, 2]);
  expect(shapes.counted([2, 5]).map(({ shape, rows }) => [shape.type, rows])).toEqual([
    ["HOTP", 5],
    ["TOTP", 2],
  ]);
});
