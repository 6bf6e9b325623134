import { describe, expect, test } from "vitest";
import { recognise } from "./recognise";
import { readBytes, readWith, sourceOf } from "./testing";

const A = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const B = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const ID = "65f0c0ffee65f0c0ffee0001";
const URI = `otpauth://totp/x?secret=${A}`;
const read = (value: unknown) => readBytes(JSON.stringify(value));

describe("a map from users to their OTPs is a list of users", () => {
  const both = (kind: string, one: string, two: string) => [
    { line: 1, [kind]: one, secret: A },
    { line: 2, [kind]: two, secret: B },
  ];
  test.each<[string, unknown, object[]]>([
    [
      "records",
      { alice: { secret: A, digits: 6 }, bob: { secret: B } },
      [
        { username: "alice", secret: A, digits: "6" },
        { username: "bob", secret: B },
      ],
    ],
    ["secrets", { alice: A, bob: B }, both("username", "alice", "bob")],
    ["URIs", { alice: URI, bob: URI }, [{ username: "alice", secret: A }, { username: "bob" }]],
    [
      "nested secrets",
      { al: { mfa: { secret: A } }, bob: { mfa: { secret: B } } },
      both("username", "al", "bob"),
    ],
    ["by e-mail", { "a@b.co": A, "b@b.co": B }, both("email", "a@b.co", "b@b.co")],
    [
      "by phone",
      { "+8613800000000": A, "+8613800000001": B },
      both("phone", "+8613800000000", "+8613800000001"),
    ],
    ["by GenAuth's id", { [ID]: A, [ID.replace("1", "2")]: B }, both("userId", ID, ID.replace("1", "2"))],
    ["by a number", { 17: A, 19: B }, both("externalId", "17", "19")],
    [
      "places of an array",
      { 0: { email: "a@b.co", seed: A }, 1: { email: "b@b.co", seed: B } },
      both("email", "a@b.co", "b@b.co"),
    ],
    ["under `users`", { version: 2, users: { alice: A, bob: B } }, both("username", "alice", "bob")],
    [
      "under its only property",
      { totp: { alice: { seed: A }, bob: { seed: B } } },
      both("username", "alice", "bob"),
    ],
    [
      "under a name of any kind",
      { realm: "x", tokens: { al: { seed: A }, bob: { seed: B } } },
      both("username", "al", "bob"),
    ],
    ["two levels down", { status: "ok", data: { users: { al: A, bob: B } } }, both("username", "al", "bob")],
    [
      "two of them",
      { users: { al: { secret: A }, bob: { secret: B } }, admins: { cy: { secret: A }, di: { secret: B } } },
      [{ username: "al" }, { username: "bob" }, { username: "cy" }, { username: "di" }],
    ],
    ["lists of secrets", { al: [A], bob: [B] }, both("username", "al", "bob")],
    [
      "lists of devices",
      { al: [{ secret: A }, { secret: B, digits: 8 }], bob: [{ secret: B }] },
      [
        { line: 1, username: "al", secret: A, digits: "" },
        { line: 1, username: "al", secret: B, digits: "8" },
        { line: 2, username: "bob", secret: B },
      ],
    ],
    ["one, whose key is an address", { "a@b.co": { secret: A } }, [{ email: "a@b.co", secret: A }]],
    ["a user called user", { user: { secret: A }, bob: { secret: B } }, both("username", "user", "bob")],
    [
      "records that have an e-mail of their own",
      { "a@b.co": { email: "a@b.co", secret: A }, "b@b.co": { email: "", secret: B } },
      both("email", "a@b.co", "b@b.co"),
    ],
  ])("%s", async (_, document, expected) => {
    const { format, records, problem } = await read(document);
    expect({ format, problem }).toEqual({ format: "json", problem: null });
    expect(records).toMatchObject(expected);
    expect(records).toHaveLength(expected.length);
  });

  test("nobody in it is lost for want of a good secret", async () => {
    const { records } = await read({ alice: A, bob: B, carol: null, dan: "oops", eve: { secret: 12 } });
    expect(records.map(({ username, secret, found }) => [username, secret, ...found])).toEqual([
      ["alice", A],
      ["bob", B],
      ["carol", ""],
      ["dan", "oops"],
      ["eve", "", "secret_number"],
    ]);
  });

  test("longer than its head it is read the same", async () => {
    const map = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`u${i}x`, { secret: A }]));
    const source = sourceOf(JSON.stringify(map), [], 2_000);
    const found = recognise(source);
    if ("problem" in found) throw new Error(found.problem);
    const { records } = await readWith(found.candidates[0].format, source, found.candidates[0].plan);
    expect(records).toHaveLength(300);
    expect(records[299]).toMatchObject({ line: 300, username: "u299x", secret: A });
  });
});

test("neither are the chapters of a document", async () => {
  const { records } = await read({
    vectors: [
      { time: 1, secret: A },
      { time: 2, secret: B },
    ],
    other: { secret: A },
    pairs: [["", ""]],
  });
  expect(records).toMatchObject([
    { line: 1, secret: A },
    { line: 2, secret: B },
  ]);
});

test("two lists of users are no users", async () => {
  const { records } = await read({
    data: { x: { secret: A }, y: { secret: B } },
    users: [{ email: "a@b.co", secret: A }],
    admins: [{ email: "b@b.co", secret: B }],
  });
  expect(records.map(({ email }) => email)).toEqual(["a@b.co", "b@b.co"]);
});

describe("a record is no map", () => {
  test.each<[string, unknown]>([
    ["with two secrets", { email: "a@b.co", totpSecret: A, backupSeed: B }],
    [
      "of a user with devices by name",
      { user: { email: "a@b.co" }, mfa: { phone: { seed: A }, pc: { seed: B } } },
    ],
    ["with OTPs by name", { totp: { secret: A }, email: "a@b.co" }],
    ["with devices by name", { email: "a@b.co", devices: { phone: { secret: A }, tablet: { secret: B } } }],
  ])("%s", async (_, document) => {
    const { records } = await read(document);
    expect(records).toMatchObject([{ email: "a@b.co", username: "", secret: A }]);
  });
});
