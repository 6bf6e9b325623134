import { describe, expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "@/lib/otp/check";
import { readBytes } from "./testing";

const DATA = JSON.stringify({ subType: "totp", digits: 6, counter: 0, period: 30, algorithm: "HmacSHA1" });
const otp = (more: object) => ({
  type: "otp",
  secretData: JSON.stringify({ value: "Quohp7t2mrLMUwft3g90" }),
  credentialData: DATA,
  ...more,
});
const realm = (...credentials: object[]) => ({
  realm: "acme",
  users: [{ id: "u1", username: "alice", credentials }],
});

function read(document: unknown) {
  return readBytes(JSON.stringify(document));
}

describe("a realm in every shape", () => {
  const user = realm(otp({})).users[0];
  test.each([
    ["a realm", realm(otp({}))],
    ["realms", [{ realm: "empty", users: [], clients: [] }, realm(otp({}))]],
    ["users", [user]],
    ["users in a realm's users file", { realm: "acme", users: [user] }],
  ])("%s", async (_, document) => {
    const { format, records } = await read(document);
    expect(format).toBe("keycloak");
    expect(records).toMatchObject([
      {
        externalId: "u1",
        username: "alice",
        secret: "Quohp7t2mrLMUwft3g90",
        secretEncoding: "utf8",
        type: "totp",
      },
    ]);
    expect(checkRecord(records[0] as never, DEFAULT_CHOICES).secret).toBe("KF2W62DQG52DE3LSJRGVK53GOQZWOOJQ");
  });
});

test("several OTPs of a user are a record each, by priority, with their names", async () => {
  const { records } = await read(
    realm(
      otp({ priority: 20, userLabel: "old phone" }),
      otp({ priority: 10, userLabel: "new phone", createdDate: 1641966467024 }),
    ),
  );
  expect(records).toMatchObject([
    { device: "new phone", created: 1641966467024 },
    { device: "old phone", created: 0 },
  ]);
});

test("a secret that only looks like base32 is what it is", async () => {
  const value = JSON.stringify({ value: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" });
  const { records } = await read(
    realm(
      otp({ secretData: value }),
      otp({
        secretData: value,
        credentialData: JSON.stringify({ subType: "totp", secretEncoding: "base32" }),
      }),
      otp({
        secretData: value,
        credentialData: JSON.stringify({ subType: "totp", secretEncoding: "ROT13" }),
      }),
    ),
  );
  expect(records.map(({ secretEncoding, secret }) => secret && secretEncoding)).toEqual([
    "utf8",
    "base32",
    "",
  ]);
});

test("of a raw secret every character counts", async () => {
  const secrets = ["'quoted-key-of-20-chr'", " blanks at both ends "];
  const { records } = await read(
    realm(...secrets.map((value) => otp({ secretData: JSON.stringify({ value }) }))),
  );
  expect(records.map(({ secret }) => secret)).toEqual(secrets);
});

test("parameters that a mis-made export put into secretData are not overlooked", async () => {
  const { records } = await read(
    realm(
      otp({
        secretData: JSON.stringify({ value: "x".repeat(20), digits: 8, period: 60 }),
        credentialData: "{}",
      }),
    ),
  );
  expect(records).toMatchObject([{ digits: "8", period: "60" }]);
});

test("up to version 7 the secret stands in hashedSaltedValue, for an import in value", async () => {
  const old = { type: "totp", digits: 6, period: 30, algorithm: "HmacSHA1" };
  const { records } = await read(
    realm(
      { ...old, hashedSaltedValue: "Quohp7t2mrLMUwft3g90" },
      { ...old, type: "hotp", value: "Quohp7t2mrLMUwft3g90" },
    ),
  );
  expect(records).toMatchObject([
    { type: "totp", secret: "Quohp7t2mrLMUwft3g90" },
    { type: "hotp", secret: "Quohp7t2mrLMUwft3g90" },
  ]);
});

test("users of LDAP whom the realm has not imported are read with its own", async () => {
  const federatedUsers = [{ id: "f:6f1c:bob", credentials: [otp({})] }];
  for (const document of [
    { ...realm(otp({})), federatedUsers },
    { realm: "acme", federatedUsers },
    [{ realm: "acme", users: [], federatedUsers }],
  ]) {
    const { format, records } = await read(document);
    expect(format).toBe("keycloak");
    expect(records.at(-1)).toMatchObject({
      externalId: "f:6f1c:bob",
      label: "bob",
      username: "",
      secret: "Quohp7t2mrLMUwft3g90",
    });
  }
});

test.each(["secretData", "credentialData"])("%s that is cut off is not taken as unstated", async (name) => {
  const whole = otp({}) as Record<string, unknown>;
  const { records } = await read(realm(whole, { ...whole, [name]: String(whole[name]).slice(0, -2) }));
  expect(records.map(({ found }) => found)).toEqual([[], ["record_incomplete"]]);
});

test("recovery codes are hashes, and the record says so", async () => {
  const codes = { type: "recovery-authn-codes", secretData: "{}", credentialData: "{}" };
  const { records } = await read(realm(otp({}), codes));
  expect(records.map(({ found }) => found)).toEqual([["recovery_hashed"]]);
});

test("an answer of the admin API names devices without their secrets", async () => {
  const { secretData: _, ...left } = otp({ id: "c1" });
  expect(await read([left])).toMatchObject({
    format: "keycloak",
    records: [],
    problem: { problem: "secrets_left_out", values: { app: "Keycloak" } },
  });
  const password = { type: "password", secretData: "{}", credentialData: "{}" };
  expect((await read(realm(password))).problem?.problem).toBe("hashes_only");
});

test("the table with MySQL's backslashes in its quotes", async () => {
  const quoted = (json: string) => `"${json.replaceAll('"', '\\"')}"`;
  const row = [
    "c1",
    "",
    "otp",
    "u1",
    "1641966467024",
    '"a \\"b\\""',
    quoted(String(otp({}).secretData)),
    quoted(DATA),
    "20",
  ];
  const { format, records } = await readBytes(
    `ID,SALT,TYPE,USER_ID,CREATED_DATE,USER_LABEL,SECRET_DATA,CREDENTIAL_DATA,PRIORITY\n${row.join(",")}\n`,
  );
  expect(format).toBe("keycloak-table");
  expect(records).toMatchObject([
    { externalId: "u1", secret: "Quohp7t2mrLMUwft3g90", device: 'a "b"', digits: "6" },
  ]);
});

test("users beside the table are a list of users", async () => {
  const users = [{ id: "u1", username: "alice", totp: true, disableableCredentialTypes: [], notBefore: 0 }];
  expect(await read(users)).toMatchObject({
    format: "keycloak-users",
    records: [],
    users: [{ keys: ["u1", "alice"], externalId: "u1", username: "alice" }],
  });
});
