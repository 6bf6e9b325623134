import { base32nopad } from "@scure/base";
import { expect, test } from "vitest";
import { openBlob } from "./open-blob";
import { recognise } from "./recognise";
import { readBytes } from "./testing";

const SHA1 = "3132333435363738393031323334353637383930";
const SHA256 = `${SHA1}313233343536373839303132`;
const SHA512 = `${SHA256}${SHA256}`;

async function candidatesOf(text: string): Promise<string[]> {
  const source = await openBlob(new Blob([text]), "");
  const found = "problem" in source ? source : recognise(source);
  return "problem" in found ? [] : found.candidates.map(({ format }) => format.id);
}

test("a file of serial numbers and seeds may be several things, and none of them is silently TOTP", async () => {
  const text = `T1,${SHA1}\nT2,${SHA1}\n`;
  expect((await candidatesOf(text)).slice(0, 3)).toEqual(["token-seeds", "totp-seeds", "oath-csv"]);
  expect((await readBytes(text)).records.map(({ type }) => type)).toEqual(["TOTP or HOTP", "TOTP or HOTP"]);
});

test("a header does not make seeds TOTP unless it says so", async () => {
  const text = `\nT1,${SHA1}\nT2,${SHA1}\n`;
  expect((await candidatesOf(`Serial Number,Seed${text}`))[0]).toBe("token-seeds");
  expect((await candidatesOf(`Serial Number,TOTP Seed${text}`))[0]).toBe("totp-seeds");
  expect(await candidatesOf(`user,secret${text}`)).toEqual(["delimited"]);
});

test("users beside secrets that could be hex or base32 are a table like any other, not token seeds", async () => {
  const users = Array.from({ length: 9 }, (_, at) => `64f0c1a2b3c4d5e6f7a8b9c${at}`);
  const uuid = (at: number) => `9f8b6c1e-4a53-4b0e-9d3c-0a1b2c3d4e5${at}`;
  const lines = (names: readonly string[]) =>
    names.map((name) => `${name},${"2a3b4c5d".repeat(5)}`).join("\n");
  expect(await candidatesOf(`userId,secret\n${lines(users)}\n`)).toEqual(["delimited"]);
  expect(await candidatesOf(`${lines(users)}\n`)).toEqual(["delimited"]);
  expect(await candidatesOf(`${lines(users.map((_, at) => uuid(at)))}\n`)).toEqual(["delimited"]);
  expect(
    await candidatesOf("alice,3132333435363738393031323334353637383930\nbob,6162636465666768696a\n"),
  ).toEqual(["delimited"]);
});

test("OATH CSV: HOTP unless stated, the hash by the seed's length or in LinOTP's sixth column", async () => {
  const text = `# tokens
Token001, ${SHA1}
Token002, ${SHA1}, totp, 8
Token003, ${SHA256}, TOTP, 6, 60
Token004, ${SHA512}, totp, 6, 30,
Token005, ${SHA256}, totp, 6, 30, Sha1
Token006, ${SHA1}, hotp, 6, 17
`;
  const { format, records } = await readBytes(text);
  expect(format).toBe("oath-csv");
  expect(records.map(({ type, algorithm, digits, period }) => [type, algorithm, digits, period])).toEqual([
    ["hotp", "SHA1", "", ""],
    ["totp", "SHA1", "8", ""],
    ["totp", "SHA256", "6", "60"],
    ["totp", "SHA512", "6", "30"],
    ["totp", "Sha1", "6", "30"],
    ["hotp", "SHA1", "6", ""],
  ]);
});

test("a lone seed, and a line that breaks off, are records that are incomplete", async () => {
  const text = `${SHA1}\nT1, ${SHA1}, totp, 6, 30\nT2, ${SHA1}, totp, 6, 30\nT3, ${SHA1}, totp, 6, 30\nT4, ${SHA1.slice(0, 20)}`;
  expect((await readBytes(text)).records.map(({ found }) => found)).toEqual([
    ["record_incomplete"],
    [],
    [],
    [],
    ["record_incomplete"],
  ]);
});

test("privacyIDEA's janitor writes one encoding in a file", async () => {
  const { format, records } = await readBytes(
    `n/a, T1, MFRGGZDFMZTWQ2LK, totp, 6, 30\na@b, T2, ${"AB".repeat(8)}, totp, 6, 30\n`,
  );
  expect(format).toBe("privacyidea-csv");
  expect(records).toMatchObject([
    { username: "", secretEncoding: "base32" },
    { username: "a", secretEncoding: "base32" },
  ]);
});

test("privacyIDEA's keys in base32 are for the hash that wants as long a key, too", async () => {
  const key = (bytes: number) => base32nopad.encode(new Uint8Array(bytes).fill(171));
  const { records } = await readBytes(
    [20, 32, 64].map((bytes) => `a@b, T${bytes}, ${key(bytes)}, totp, 6, 30\n`).join(""),
  );
  expect(records.map(({ algorithm }) => algorithm)).toEqual(["", "SHA256", "SHA512"]);
});

test("Entra's secret is base32 also where it could be hex", async () => {
  const text = `UPN,Serial Number,Secret Key,Time Interval,Manufacturer,Model
Helga@contoso.com,1234567,2234567abcdef2234567abcdef,60,Contoso,HardwareKey
`;
  expect((await readBytes(text)).records).toMatchObject([
    { secretEncoding: "base32", type: "totp", period: "60" },
  ]);
});

test("what columns beside the vendor's own say of the OTP is not overlooked", async () => {
  const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const entra = "upn,serial number,secret key,time interval,manufacturer,model";
  for (const [text, format] of [
    [`${entra},hash function,digits\na@b.co,1,${key},30,x,y,hmacsha256,8\n`, "entra-csv"],
    [`Serial;Seed;AssignedTo;Algorithm;OTP length\n1;${key};alice;SHA256;8\n`, "securenvoy-csv"],
    [`Username,Totptoken,Hotptoken,hash,digits\nalice,${SHA1}|1,,sha256,8\n`, "secureauth-csv"],
  ] as const) {
    const read = await readBytes(text);
    expect(read.format).toBe(format);
    expect(read.records).toMatchObject([{ algorithm: expect.stringMatching(/sha256/i), digits: "8" }]);
  }
  const { records } = await readBytes(`${entra},type\na@b.co,1,${key},30,x,y,hardware\n`);
  expect(records).toMatchObject([{ type: "totp" }]);
});

test("what a YubiKey was programmed with is never TOTP", async () => {
  const text = `508326,,0,${SHA1},,2026-12-12T08:41:07,
508327,cccccccccccc,83cebdfb7b93,000102030405060708090a0b0c0d0e0f,,2026-12-12T08:43:17,
508328,,,000102030405060708090a0b0c0d0e0f,,2026-12-12T08:44:34,
`;
  const { format, records } = await readBytes(text);
  expect(format).toBe("yubico-csv");
  expect(records.map(({ type }) => type)).toEqual(["hotp", "yubico", "static"]);
});

test("OATH Toolkit: only /T is time based", async () => {
  const text = ["HOTP", "HOTP/E/8", "HOTP/T30", "HOTP/T60/8", "MOTP/E", "!"]
    .map((type) => `${type} alice 1234 ${SHA1} 0`)
    .join("\n");
  expect((await readBytes(text)).records.map(({ type, digits, period }) => [type, digits, period])).toEqual([
    ["hotp", "6", ""],
    ["hotp", "8", ""],
    ["totp", "6", "30"],
    ["totp", "8", "60"],
    ["MOTP", "", ""],
    ["", "", ""],
  ]);
});

test.each([
  ['" TOTP_AUTH\n', "totp", "30"],
  ['" TOTP_AUTH\n" STEP_SIZE 60\n', "totp", "60"],
  ['" HOTP_COUNTER 5\n', "hotp", ""],
])("PAM: %j", async (options, type, period) => {
  const { format, records } = await readBytes(
    `GEZDGNBVGY3TQOJQ\n${options}`,
    "alice.google_authenticator.txt",
  );
  expect(format).toBe("pam-google-authenticator");
  expect(records).toMatchObject([{ type, period, label: "alice" }]);
  expect((await readBytes(`GEZDGNBVGY3TQOJQ\n${options}`, ".google_authenticator")).records[0]?.label).toBe(
    "",
  );
});

test.each([
  [
    "Nextcloud",
    `id,user_id,secret,state,last_counter,algorithm\n1,alice,${"5a".repeat(48)}|${"6b".repeat(16)}|${"7c".repeat(64)}|3,2,1,1\n`,
  ],
  ["Rails (attr_encrypted)", "id,email,encrypted_otp_secret,encrypted_otp_secret_iv\n1,a@b.c,QUJD,REVG\n"],
  ["Drupal TFA", 'uid,module,name,value\n7,tfa,tfa_totp_seed,"a:1:{s:4:""seed"";s:4:""QUJD"";}"\n'],
  ["Gitea", "id,uid,secret,scratch_salt,scratch_hash\n1,2,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP,a,b\n"],
  ["JumpServer", `username,mfa_level,otp_secret_key\nalice,1,${"QUJDRA+8".repeat(8)}==\n`],
  ["MaxKey", `username,shared_secret,shared_counter\nalice,${"0a9f".repeat(16)},0\n`],
])("%s keeps its secrets encrypted", async (app, text) => {
  expect(await readBytes(text)).toMatchObject({
    records: [],
    problem: { problem: "app_key", values: { app } },
  });
});

test("CAS's own encryption is named", async () => {
  const text = JSON.stringify([
    { username: "alice", secretKey: "eyJhbGciOiJIUzUxMiJ9.abc.def", scratchCodes: [] },
  ]);
  expect((await readBytes(text)).problem).toEqual({
    problem: "unlock_unsupported",
    values: { method: "CAS" },
  });
});
