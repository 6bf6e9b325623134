import { createCipheriv, createHash, createHmac, pbkdf2Sync, scryptSync } from "node:crypto";
import { argon2id } from "@noble/hashes/argon2.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBytes } from "./testing";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const PASSWORD = "correct horse 密码";
const bytes = (length: number, from = 1) => Uint8Array.from({ length }, (_, i) => (i + from) & 255);
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");
const base64 = (data: Uint8Array) => Buffer.from(data).toString("base64");

function gcm(key: Uint8Array, iv: Uint8Array, data: Uint8Array | string, additional?: string) {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  if (additional) cipher.setAAD(Buffer.from(additional));
  const sealed = Buffer.concat([cipher.update(data), cipher.final()]);
  return { sealed, tag: cipher.getAuthTag(), both: Buffer.concat([sealed, cipher.getAuthTag()]) };
}

function cbc(key: Uint8Array, iv: Uint8Array, data: string): Buffer {
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

const AEGIS = {
  entries: [
    {
      type: "totp",
      name: "alice",
      issuer: "X",
      info: { secret: SECRET, algo: "SHA1", digits: 6, period: 30 },
    },
  ],
};

function aegis(cost: { n: unknown; r: unknown; p: unknown } = { n: 16, r: 8, p: 1 }): string {
  const [salt, nonce, master] = [bytes(32), bytes(12), bytes(32, 99)];
  const key = scryptSync(PASSWORD, salt, 32, { N: 16, r: 8, p: 1 });
  const slot = gcm(key, nonce, master);
  const vault = gcm(master, nonce, JSON.stringify(AEGIS));
  const biometric = { type: 2, key: hex(bytes(32)), key_params: { nonce: hex(nonce), tag: hex(bytes(16)) } };
  const password = {
    type: 1,
    key: hex(slot.sealed),
    key_params: { nonce: hex(nonce), tag: hex(slot.tag) },
    salt: hex(salt),
    ...cost,
  };
  const header = { slots: [biometric, password], params: { nonce: hex(nonce), tag: hex(vault.tag) } };
  return JSON.stringify({ version: 1, header, db: base64(vault.sealed) });
}

function twoFas(): string {
  const [salt, iv] = [bytes(256), bytes(12)];
  const services = [{ name: "X", secret: SECRET, otp: { account: "alice", tokenType: "TOTP" } }];
  const { both } = gcm(pbkdf2Sync(PASSWORD, salt, 10_000, 32, "sha256"), iv, JSON.stringify(services));
  const servicesEncrypted = [both, salt, iv].map(base64).join(":");
  return JSON.stringify({ services: [], schemaVersion: 4, servicesEncrypted, reference: "" });
}

function andOtp(): Buffer {
  const rounds = Buffer.alloc(4);
  rounds.writeInt32BE(140_000);
  const [salt, iv] = [bytes(12), bytes(12)];
  const entries = [{ secret: SECRET, issuer: "X", label: "X:alice", type: "TOTP", thumbnail: "Default" }];
  const { both } = gcm(pbkdf2Sync(PASSWORD, salt, 140_000, 32, "sha1"), iv, JSON.stringify(entries));
  return Buffer.concat([rounds, salt, iv, both]);
}

/** Before 0.6.3. */
function andOtpOld(): Buffer {
  const entries = [{ secret: SECRET, label: "X:alice", issuer: "X", type: "TOTP", thumbnail: "Default" }];
  const key = createHash("sha256").update(PASSWORD).digest();
  return Buffer.concat([bytes(12, 40), gcm(key, bytes(12, 40), JSON.stringify(entries)).both]);
}

const STRATUM = JSON.stringify({
  Authenticators: [
    { Type: 2, Issuer: "X", Username: "alice", Secret: SECRET, Algorithm: 0, Digits: 6, Period: 30 },
  ],
});

function stratum(): Buffer {
  const [salt, iv] = [bytes(16), bytes(12)];
  const key = argon2id(PASSWORD, salt, { m: 65_536, t: 3, p: 4, dkLen: 32 });
  return Buffer.concat([Buffer.from("AUTHENTICATORPRO"), salt, iv, gcm(key, iv, STRATUM).both]);
}

function stratumLegacy(): Buffer {
  const [salt, iv] = [bytes(20), bytes(16)];
  const key = pbkdf2Sync(PASSWORD, salt, 64_000, 32, "sha1");
  return Buffer.concat([Buffer.from("AuthenticatorPro"), salt, iv, cbc(key, iv, STRATUM)]);
}

function proton(): string {
  const [salt, nonce] = [bytes(16), bytes(12)];
  const key = argon2id(PASSWORD, salt, { m: 19 * 1024, t: 2, p: 1, dkLen: 32 });
  const entries = [
    {
      id: "1",
      content: { uri: `otpauth://totp/X:alice?secret=${SECRET}`, entry_type: "Totp", name: "alice" },
    },
  ];
  const { both } = gcm(key, nonce, JSON.stringify({ version: 1, entries }), "proton.authenticator.export.v1");
  return JSON.stringify({ version: 1, salt: base64(salt), content: base64(Buffer.concat([nonce, both])) });
}

type Kdf = { kdfType: number; kdfIterations: unknown; kdfMemory?: unknown; kdfParallelism?: unknown };
const PBKDF2: Kdf = { kdfType: 0, kdfIterations: 1_000 };

function bitwarden(kdf: Kdf = PBKDF2): string {
  const salt = base64(bytes(16));
  const key =
    kdf.kdfType === 0
      ? pbkdf2Sync(PASSWORD, salt, 1_000, 32, "sha256")
      : argon2id(PASSWORD, createHash("sha256").update(salt).digest(), { m: 1024, t: 2, p: 1, dkLen: 32 });
  const expand = (info: string) => createHmac("sha256", key).update(info).update(Uint8Array.of(1)).digest();
  const iv = bytes(16);
  const items = [{ type: 1, name: "X", login: { username: "alice", password: "hunter2", totp: SECRET } }];
  const data = cbc(expand("enc"), iv, JSON.stringify({ encrypted: false, folders: [], items }));
  const mac = createHmac("sha256", expand("mac")).update(iv).update(data).digest();
  const sealed = `2.${[iv, data, mac].map(base64).join("|")}`;
  return JSON.stringify({
    encrypted: true,
    passwordProtected: true,
    salt,
    ...kdf,
    encKeyValidation_DO_NOT_EDIT: sealed,
    data: sealed,
  });
}

function authy(): string {
  const key = pbkdf2Sync(PASSWORD, "salty", 1_000, 32, "sha1");
  const token = { name: "X: alice", originalName: "X:alice", originalIssuer: "X", digits: 6, salt: "salty" };
  const encryptedSecret = cbc(key, new Uint8Array(16), SECRET).toString("base64");
  const list = JSON.stringify([{ ...token, encryptedSecret }]).replaceAll('"', "&quot;");
  return `<?xml version='1.0'?>\n<map><string name="com.authy.storage.tokens.authenticator.key">${list}</string></map>`;
}

const ARGON2: Kdf = { kdfType: 1, kdfIterations: 2, kdfMemory: 1, kdfParallelism: 1 };

describe.each([
  ["aegis", "aegis", aegis()],
  ["2fas", "2fas", twoFas()],
  ["andotp", "andotp", andOtp()],
  ["andotp, before 0.6.3", "andotp", andOtpOld()],
  ["stratum", "stratum", stratum()],
  ["stratum, before 2023", "stratum", stratumLegacy()],
  ["proton", "proton-authenticator", proton()],
  ["bitwarden, PBKDF2", "bitwarden", bitwarden()],
  ["bitwarden, Argon2id", "bitwarden", bitwarden(ARGON2)],
  ["authy", "authy", authy()],
])("a protected export of %s", (_, id, file) => {
  test("opens with its password", async () => {
    const { format, records, problem } = await readBytes(file, "", PASSWORD);
    expect(problem).toBeNull();
    expect(format).toBe(id);
    expect(records).toMatchObject([{ label: "alice", issuer: "X", secret: SECRET, found: [] }]);
    expect(JSON.stringify(records)).not.toContain("hunter2");
  });

  test("asks again for a wrong one, or none", async () => {
    for (const wrong of ["wrong", ""]) {
      const { format, records, problem } = await readBytes(file, "", wrong);
      expect({ format, records, problem }).toEqual({
        format: id,
        records: [],
        problem: { problem: "wrong_unlock" },
      });
    }
  });

  test("is a problem, not an error, when it is damaged", async () => {
    const whole = Buffer.from(file);
    // Argon2id over 64 MiB takes its time, and the file is as good a sample as the others.
    const slow = file.includes("AUTHENTICATORPRO");
    for (const cut of slow ? [0.5] : [0.2, 0.5, 0.9, 0.99]) {
      const { records } = await readBytes(whole.subarray(0, Math.floor(whole.length * cut)), "", PASSWORD);
      expect(records).toEqual([]);
    }
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const copy = Uint8Array.from(whole);
        for (const [at, byte] of changes) copy[at] = byte;
        await readBytes(copy, "", PASSWORD);
      }),
      { numRuns: slow ? 1 : 15 },
    );
  });
});

describe("what no honest export asks for is declined at once", () => {
  test.each([
    ["scrypt, 4 GiB", aegis({ n: 2 ** 25, r: 8, p: 1 })],
    ["scrypt, 2^31", aegis({ n: 2 ** 31, r: 8, p: 1 })],
    ["scrypt, parallel", aegis({ n: 32_768, r: 8, p: 1e6 })],
    ["scrypt, no power of two", aegis({ n: 1000, r: 8, p: 1 })],
    ["scrypt, text", aegis({ n: "16", r: null, p: {} })],
    ["PBKDF2, 2^31", bitwarden({ kdfType: 0, kdfIterations: 2 ** 31 })],
    ["PBKDF2, none", bitwarden({ kdfType: 0, kdfIterations: 0 })],
    ["Argon2id, 4 GiB", bitwarden({ ...ARGON2, kdfMemory: 4096 })],
    ["Argon2id, a million passes", bitwarden({ ...ARGON2, kdfMemory: 64, kdfIterations: 1e6 })],
    ["an unknown one", bitwarden({ ...ARGON2, kdfType: 7 })],
  ])("%s", async (_, file) => {
    const { problem, records } = await readBytes(file, "", PASSWORD);
    expect(problem?.problem).toBe("unlock_unsupported");
    expect(records).toEqual([]);
  });
});

test("an export that only its account can open says so", async () => {
  const file = JSON.stringify({ encrypted: true, encKeyValidation_DO_NOT_EDIT: "2.a|b|c", items: [] });
  expect((await readBytes(file)).problem).toEqual({
    problem: "account_restricted",
    values: { app: "Bitwarden" },
  });
});
