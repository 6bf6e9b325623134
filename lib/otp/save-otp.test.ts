import { base64nopad, hex } from "@scure/base";
import { describe, expect, test } from "vitest";
import { reasonSchema, saveRequestSchema } from "./save-otp";
import { secretBytes } from "./secret";

const SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";
const RECOVERY = "b471-8ec0-874a-087f-bccb-cd54";
const request = (reason: string, recoveryCode = RECOVERY) =>
  saveRequestSchema.safeParse({
    key: "3f1f0d0e-8d9b-4b69-9c3f-7a8b1a2c3d4e",
    row: { line: 1, userId: "5f8d0d55b54764421b7156c1", secret: SECRET, recoveryCode },
    before: "keep",
    shared: false,
    source: { name: "", size: 0 },
    proof: { reason },
  }).success;

describe("a reason stays in the audit for ever", () => {
  test.each([
    ["as it is", SECRET],
    ["in lower case", SECRET.toLowerCase()],
    ["in groups", SECRET.replace(/.{4}/g, "$& ")],
    ["in groups of three, in lower case", SECRET.toLowerCase().replace(/.{3}/g, "$&-")],
    ["in hex", hex.encode(secretBytes(SECRET))],
    ["in base64", base64nopad.encode(secretBytes(SECRET))],
    ["in full width", SECRET.replace(/./g, (at) => String.fromCodePoint(at.charCodeAt(0) + 0xfee0))],
    ["the recovery code", RECOVERY],
    ["the recovery code without its dashes", RECOVERY.replaceAll("-", "").toUpperCase()],
  ])("and does not say what is saved: %s", (_how, text) => {
    expect(request(`Lost the phone, has ${text} now`)).toBe(false);
  });

  test("nor another secret, as apps show them", () => {
    for (const text of ["jbsw y3dp ehpk 3pxp", "JBSW-Y3DP-EHPK-3PXP", "0a1b-2c3d-4e5f-6a7b-8c9d-0e1f"])
      expect(reasonSchema.safeParse(`The old one was ${text}, it broke`).success).toBe(false);
  });

  test("words, tickets and ids are reasons", () => {
    for (const reason of [
      "They lost the phone at home last week",
      "Ticket INC-0048213, phone stolen in Koeln",
      "User 5f8d0d55b54764421b7156c1 comes by on Monday",
      "手机丢失，周一到访",
    ])
      expect(request(reason), reason).toBe(true);
    expect(request("Ticket 1234", "1234")).toBe(true);
  });
});
