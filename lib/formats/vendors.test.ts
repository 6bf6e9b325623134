import { expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "@/lib/otp/check";
import { readBytes } from "./testing";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

function read(document: unknown) {
  return readBytes(typeof document === "string" ? document : JSON.stringify(document));
}

test.each([
  ["auth0", [{ user_id: "auth0|1", email: "a@example.com", mfa_factors: [{ phone: { value: "+1212" } }] }]],
  ["auth0", [{ user_id: "google-oauth2|1", email: "a@example.com" }]],
  [
    "fusionauth",
    { users: [{ email: "a@example.com", twoFactor: { methods: [{ method: "authenticator", id: "x" }] } }] },
  ],
  ["clerk", [{ id: "user_1", primary_email_address: "a@example.com", totp_secret: null }]],
  ["logto", [{ id: "u1", mfaVerifications: [{ id: "m1", type: "Totp", createdAt: "2024-01-01" }] }]],
  ["casdoor", [{ owner: "acme", name: "alice", totpSecret: "***", preferredMfaType: "app" }]],
  ["zitadel", { orgs: [{ humanUsers: [{ userId: "1", user: { userName: "a" } }] }] }],
  ["kratos", [{ id: "i1", schema_id: "default", traits: { email: "a@example.com" } }]],
  ["supertokens", { users: [{ totpDevices: [{ period: 30, skew: 1 }], loginMethods: [] }] }],
])("%s without its secrets says that they were left out", async (id, document) => {
  const { format, records, problem } = await read(document);
  expect([format, records.length, problem?.problem]).toEqual([id, 0, "secrets_left_out"]);
  expect(problem?.values?.app).toBeTruthy();
});

test("a device without a secret beside others with theirs is a row to look at", async () => {
  const methods = [
    { method: "authenticator" },
    { method: "authenticator", secret: "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=" },
  ];
  const { records } = await read({ users: [{ email: "a@example.com", twoFactor: { methods } }] });
  expect(records.map((record) => checkRecord(record, DEFAULT_CHOICES).secret)).toEqual(["", SECRET]);
});

test("Auth0's other names for a factor, and a factor that was never confirmed", async () => {
  const { records } = await read([
    {
      user_id: "auth0|1",
      mfa_authenticators: [
        { authenticator_type: "otp", secret: SECRET, confirmed: true, name: "phone" },
        { authenticator_type: "otp", totp: { secret: SECRET }, confirmed: false },
        { authenticator_type: "oob" },
      ],
      recovery_code: "RC1",
    },
  ]);
  expect(records).toMatchObject([
    { secret: SECRET, device: "phone", recoveryCode: "RC1", found: [] },
    { secret: SECRET, found: ["record_unconfirmed"] },
  ]);
});

test("Kratos: stubs without a secret, and the scheme of its own tests", async () => {
  const identity = (totp_url: string) => ({
    id: "i1",
    schema_id: "default",
    traits: { email: "a@example.com" },
    credentials: { totp: { type: "totp", config: { totp_url } } },
  });
  const { records } = await read([identity("totp://"), identity(`totp://example.com?secret=${SECRET}`)]);
  expect(records).toMatchObject([
    { email: "a@example.com", secret: "", found: ["uri_invalid"] },
    { email: "a@example.com", secret: SECRET, found: [] },
  ]);
});

test("Kratos' table in SQL", async () => {
  const config = JSON.stringify({ totp_url: `otpauth://totp/x:a@example.com?secret=${SECRET}` }).replace(
    "&",
    "\\u0026",
  );
  const { format, records } = await read(
    `INSERT INTO identity_credentials (id, nid, config,\n identity_id)\nVALUES ('c1', 'n', '${config}',\n 'i1');\n`,
  );
  expect(format).toBe("kratos");
  expect(records).toMatchObject([{ externalId: "i1", email: "a@example.com", secret: SECRET }]);
});

test("ZITADEL v2", async () => {
  const { format, records } = await read([
    {
      userId: "1",
      username: "alice",
      profile: { givenName: "A" },
      email: { email: "a@example.com" },
      totpSecret: SECRET,
    },
  ]);
  expect(format).toBe("zitadel");
  expect(records).toMatchObject([
    { externalId: "1", username: "alice", email: "a@example.com", secret: SECRET },
  ]);
});

test("Casdoor's mfaAccounts are for other sites and are not read", async () => {
  const user = {
    owner: "acme",
    name: "alice",
    totpSecret: "",
    mfaAccounts: [{ issuer: "X", secretKey: SECRET }],
  };
  expect(JSON.stringify(await read([user]))).not.toContain(SECRET);
});

test("SuperTokens' table", async () => {
  const { format, records } = await read(
    `app_id,user_id,device_name,secret_key,period,skew,verified\npublic,u1,phone,${SECRET},30,1,f\n`,
  );
  expect(format).toBe("supertokens");
  expect(records).toMatchObject([
    { externalId: "u1", device: "phone", period: "30", found: ["record_unconfirmed"] },
  ]);
});

test("django-otp: a shifted or drifted clock, HOTP, natural keys, JSON Lines", async () => {
  const device = (fields: object, model = "otp_totp.totpdevice") => ({
    model,
    pk: 1,
    fields: {
      user: ["alice"],
      key: "3132333435363738393031323334353637383930",
      digits: 6,
      confirmed: true,
      ...fields,
    },
  });
  const rows = [
    device({ step: 30, t0: 0, drift: -1 }),
    device({ step: 30, t0: 5, drift: 0 }),
    device({ step: 30, t0: 0, drift: 4 }),
    device({ counter: 3 }, "otp_hotp.hotpdevice"),
  ];
  const whole = await read(rows);
  expect(whole.format).toBe("django-otp");
  expect(
    whole.records.map((record) =>
      checkRecord(record, DEFAULT_CHOICES).issues.filter((code) => /^type|^period/.test(code)),
    ),
  ).toEqual([[], ["type_unsupported"], ["type_unsupported"], ["type_hotp"]]);
  expect(whole.records[0]).toMatchObject({ username: "alice", externalId: "" });
  expect((await read(rows.map((row) => JSON.stringify(row)).join("\n"))).records).toEqual(whole.records);
});

test("WordPress: hashed backup codes and a provider that is switched off", async () => {
  const { records } = await read(
    `user_id,meta_key,meta_value\n1,_two_factor_totp_key,${SECRET}\n1,_two_factor_backup_codes,"a:1:{i:0;s:3:""x"";}"\n2,_two_factor_enabled_providers,"a:1:{i:0;s:16:""Two_Factor_Email"";}"\n2,_two_factor_totp_key,${SECRET}\n`,
  );
  expect(records).toMatchObject([
    { externalId: "1", found: ["recovery_hashed"] },
    { externalId: "2", found: ["record_disabled"] },
  ]);
});

test("properties named __proto__ mean nothing", async () => {
  const text = `[{"user_id":"auth0|1","email":"a@example.com","__proto__":{"username":"eve"},"mfa_factors":[{"totp":{"__proto__":{"digits":8},"secret":"${SECRET}"}}]}]`;
  const { records } = await readBytes(text);
  expect(records).toMatchObject([{ username: "", digits: "", secret: SECRET }]);
  expect(({} as Record<string, unknown>).username).toBeUndefined();
});

test("a row with more cells than columns is not passed over", async () => {
  const text = `id,user_id,friendly_name,factor_type,status,secret\n1,u1,My, phone,totp,verified,${SECRET}\n2,u2,x,totp,verified,${SECRET},\n`;
  const { format, records } = await readBytes(text);
  expect(format).toBe("supabase");
  expect(records).toMatchObject([
    { secret: "", found: ["record_incomplete"] },
    { secret: SECRET, found: [] },
  ]);
});

test("an id that JSON holds as too large a number is no id", async () => {
  const totp = { otp_secret: { secret: SECRET }, emails: [] };
  const { records } = await read([
    { user_id: 1234567890123456800, ...totp },
    { user_id: 1234567890, ...totp },
  ]);
  expect(records).toMatchObject([{ externalId: "" }, { externalId: "1234567890" }]);
});

test("a secret that JSON holds as a number has lost digits", async () => {
  const { records } = await read([
    { loginId: "alice", seed: 12345678901234567000 },
    { loginId: "bob", seed: SECRET },
  ]);
  expect(records.map(({ found }) => found)).toEqual([["secret_number"], []]);
});
