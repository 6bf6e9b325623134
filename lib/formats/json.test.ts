import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonHead } from "./json-head";
import { recognise } from "./recognise";
import { readBytes, readWith, sourceOf } from "./testing";

const A = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const B = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const ID = "65f0c0ffee65f0c0ffee0001";
const read = (value: unknown) => readBytes(JSON.stringify(value));

describe("records are found wherever a document keeps them", () => {
  const one = { userId: ID, otp: { secret: A, recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" } };
  test.each<[string, unknown]>([
    ["an array", [one]],
    ["the body of importOtp", { list: [one] }],
    ["{users}", { realm: "x", users: [one] }],
    ["{data}", { data: [one], total: 1 }],
    ["{items}", { items: [one] }],
    ["{records}", { records: [one] }],
    ["{data: {list}}", { statusCode: 200, data: { totalCount: 1, list: [one] } }],
    ["the only array of objects", { exported: "2026", people: [one] }],
    ["one object", one],
  ])("%s", async (_, document) => {
    const { format, plan, records } = await read(document);
    expect(format).toBe("json");
    expect(plan?.doubts).toEqual([]);
    expect(records).toMatchObject([
      { line: 1, userId: ID, secret: A, recoveryCode: "b471-8ec0-874a-087f-bccb-cd54", found: [] },
    ]);
  });

  test("a list of URIs is one, too", async () => {
    expect((await read([`otpauth://totp/bob?secret=${A}`])).records).toMatchObject([
      { label: "bob", secret: A },
    ]);
  });

  test("a document that is no list and has no OTP is none of ours", async () => {
    expect((await read({ name: "package", version: "1.0.0", scripts: { test: "x" } })).problem).toEqual({
      problem: "no_otp",
    });
    expect((await read([])).problem).toEqual({ problem: "no_otp" });
  });
});

describe("nested values are columns", () => {
  test("lists of codes stay lists, of addresses the first counts", async () => {
    const { records } = await read([
      { emails: ["a@b.co", "c@d.co"], totp: { secret: A }, backup_codes: ["aa11", "bb22"] },
    ]);
    expect(records[0]).toMatchObject({ email: "a@b.co", secret: A, recoveryCode: "aa11,bb22" });
  });

  test("a user with two devices is two records, each with its own parameters", async () => {
    const devices = [
      { secretKey: A, period: 30 },
      { secretKey: B, period: 60 },
    ];
    const { records } = await read({
      users: [
        { email: "a@b.co", devices },
        { email: "c@d.co", devices: devices.slice(1) },
      ],
    });
    expect(records).toMatchObject([
      { line: 1, email: "a@b.co", secret: A, period: "30" },
      { line: 1, email: "a@b.co", secret: B, period: "60" },
      { line: 2, email: "c@d.co", secret: B, period: "60" },
    ]);
  });

  test("two secrets in one cell never run together into one", async () => {
    const { records } = await read([{ email: "a@b.co", secret: [A, B] }]);
    expect(records[0]?.secret).toBe(`${A},${B}`);
  });

  test("parameters are found beside, below and above the secret", async () => {
    const { records } = await read([
      { email: "a@b.co", secret: A, otp: { digits: 8, algorithm: "SHA512", period: 50, tokenType: "HOTP" } },
      { email: "b@b.co", secret: A, otp: { digits: 6 } },
    ]);
    expect(records[0]).toMatchObject({ digits: "8", algorithm: "SHA512", period: "50", type: "HOTP" });
  });

  test("other people's columns are not the user's", async () => {
    const { plan } = await read([
      {
        manager: { email: "boss@b.co" },
        username: "bob",
        mfaAccounts: [{ secretKey: B }],
        memberships: [{ data: { externalId: "g1" } }],
        totpSecret: A,
      },
    ]);
    expect(plan?.columns.filter(({ role }) => role !== "ignore").map(({ name }) => name)).toEqual([
      "username",
      "totpSecret",
    ]);
  });

  test("a list beside another of the same kind is not lost, and neither is what stands behind a null", async () => {
    const one = (email: string) => `{"email":"${email}","devices":[null,{"secret":"${A}"}]}`;
    const text = `{"users":[${one("a@b.co")}],"admins":[${one("b@b.co")}],"groups":[{"id":1}]}`;
    const { records } = await readBytes(text);
    expect(records).toMatchObject([
      { email: "a@b.co", secret: A },
      { email: "b@b.co", secret: A },
    ]);
  });

  test("an id that JSON holds as too large a number is nobody's", async () => {
    const text = `[{"externalId":1234567890123456789,"secret":"${A}"},{"externalId":1234567890123456789,"email":"a@b.co","secret":"${A}"},{"externalId":12345,"secret":"${A}"}]`;
    const { records } = await readBytes(text);
    expect(records).toMatchObject([
      { externalId: "", found: ["user_id_invalid"] },
      { externalId: "", email: "a@b.co", found: [] },
      { externalId: "12345", found: [] },
    ]);
  });

  test("a number where a secret should be has lost its digits", async () => {
    const { records } = await readBytes(
      '[{"email":"a@b.co","secret":23456723456723},{"email":"b@b.co","secret":"JBSWY3DPEHPK3PXP"}]',
    );
    expect(records[0]).toMatchObject({ secret: "", found: ["secret_number"] });
    expect(records[1]?.found).toEqual([]);
  });

  test("a user id that JSON cannot hold as a number is invalid, one that it can is fine", async () => {
    const { records } = await readBytes(
      `[{"userId":12345678901234567890,"secret":"${A}"},{"userId":17,"secret":"${A}"}]`,
    );
    expect(records).toMatchObject([
      { userId: "", found: ["user_id_invalid"] },
      { userId: "17", found: [] },
    ]);
  });

  test("__proto__, constructor and keys with dots are keys like others", async () => {
    const text = `[{"__proto__":{"secret":"${B}"},"constructor":"x","otp.secret":"${A}","email":"a@b.co"}]`;
    const { records } = await readBytes(text);
    expect(records[0]).toMatchObject({ email: "a@b.co", secret: A });
    expect(Reflect.get({}, "secret")).toBeUndefined();
  });
});

describe("documents larger than the head", () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({
    email: `u${i}@b.co`,
    secret: A,
    ...(i === 299 ? { recovery_code: "aa11" } : {}),
  }));
  test("are planned from it, and columns that come late are found", async () => {
    const source = sourceOf(JSON.stringify({ users: rows }), [], 2_000);
    const found = recognise(source);
    if ("problem" in found) throw new Error(found.problem);
    const { records } = await readWith(found.candidates[0].format, source, found.candidates[0].plan);
    expect(records).toHaveLength(300);
    expect(records[299]).toMatchObject({ line: 300, email: "u299@b.co", secret: A, recoveryCode: "aa11" });
  });

  test("any beginning of a document parses to a part of it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), { minLength: 2 }),
        fc.nat(),
        (value, cut) => {
          const text = JSON.stringify(value, null, 1);
          const head = parseJsonHead(text.slice(0, cut % text.length));
          if (head !== undefined) expect((head as unknown[]).length).toBeLessThanOrEqual(value.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("what is broken", () => {
  test("JSON says where, and nothing of what", async () => {
    const { problem } = await readBytes(
      `[\n  {"email":"a@b.co","secret":"${A}"},\n  {"email":"b@b.co" "secret":"${B}"}\n]`,
    );
    expect(problem).toEqual({ problem: "json_invalid", values: { line: 3, column: 21 } });
    expect((await readBytes(`[{"email":"a@b.co","secret":"${A}`)).problem?.problem).toBe("json_invalid");
  });

  test("a bad line of NDJSON costs itself only", async () => {
    const good = (i: number) => JSON.stringify({ email: `u${i}@b.co`, totp_secret: A });
    const { format, records, problem } = await readBytes(
      `${good(1)}\n{"email":"x\n\n${good(2)}\n[1]x\n${good(3)}\n`,
    );
    expect(format).toBe("ndjson");
    expect(problem).toBeNull();
    expect(records.map(({ line, email, found }) => [line, email, ...found])).toEqual([
      [1, "u1@b.co"],
      [2, "", "record_incomplete"],
      [4, "u2@b.co"],
      [5, "", "record_incomplete"],
      [6, "u3@b.co"],
    ]);
  });

  test("an entry that is no object is incomplete", async () => {
    const { records } = await read({ list: [{ userId: ID, secret: A }, null, "x"] });
    expect(records.map(({ found }) => found)).toEqual([[], ["record_incomplete"], ["record_incomplete"]]);
  });
});

describe("a document of several lists", () => {
  const users = [{ id: 101, email: "a@b.co" }];
  const mfa = [{ user_id: 101, secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }];

  test.each([
    ["users first", { users, mfa }],
    ["secrets first", { totp: mfa, people: users }],
    ["one level down", { data: { users, mfa } }],
  ])("%s: the secrets are the records, the users their list", async (_, document) => {
    const read = await readBytes(JSON.stringify(document));
    expect(read.records).toMatchObject([{ userId: "101", secret: mfa[0]?.secret }]);
    expect(read.users).toMatchObject([{ externalId: "101", email: "a@b.co" }]);
  });

  test("of which the head shows one alone", async () => {
    const many = Array.from({ length: 9_000 }, (_, at) => ({ id: 101 + at, email: `u${at}@example.com` }));
    const read = await readBytes(JSON.stringify({ users: many, mfa }));
    expect(read.records).toMatchObject([{ userId: "101", secret: mfa[0]?.secret }]);
    expect(read.users).toHaveLength(9_000);
    expect(read.plan?.columns.map(({ role }) => role)).toEqual(["userId", "secret"]);
  });

  test("with secrets under the same name are all read, others not", async () => {
    const secret = mfa[0]?.secret;
    const { records } = await readBytes(
      JSON.stringify({
        users: [{ email: "a@b.co", secret }],
        admins: [{ email: "root@b.co", secret, level: 1 }],
        clients: [{ name: "app", secret: "c2VjcmV0LW9mLWFuLWFwcA" }],
      }),
    );
    expect(records.map(({ email }) => email)).toEqual(["a@b.co", "root@b.co"]);
  });
});

test("any JSON at all is read without throwing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 5 }), async (text) => {
      await readBytes(text);
    }),
    { numRuns: 1000 },
  );
});
