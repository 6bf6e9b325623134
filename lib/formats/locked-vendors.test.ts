import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { describe, expect, test } from "vitest";
import { readBytes } from "./testing";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("Supabase", () => {
  const key = randomBytes(32);
  const sealed = (id: string, secret: string, sealing = key) => {
    const nonce = randomBytes(12);
    const derived = Buffer.from(hkdfSync("sha256", sealing, "", id, 32));
    const cipher = createCipheriv("aes-256-gcm", derived, nonce);
    const data = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    const envelope = {
      key_id: "k1",
      alg: "aes-gcm-hkdf",
      data: data.toString("base64"),
      nonce: nonce.toString("base64"),
    };
    return { id, user_id: "u1", factor_type: "totp", status: "verified", secret: JSON.stringify(envelope) };
  };

  test("opens with the key in any spelling, and keeps a damaged row in sight", async () => {
    const damaged = { ...sealed("f2", SECRET), id: "f3" };
    const file = JSON.stringify([sealed("f1", SECRET), damaged]);
    for (const spelling of ["base64", "base64url"] as const) {
      const { problem, records } = await readBytes(file, "", key.toString(spelling));
      expect(problem).toBeNull();
      expect(records).toMatchObject([
        { secret: SECRET, found: [] },
        { secret: "", found: ["secret_locked"] },
      ]);
    }
  });

  test("after a change of keys all of them can be entered; rows of a missing one say so", async () => {
    const other = sealed("f2", SECRET, randomBytes(32));
    const old = randomBytes(32);
    const file = JSON.stringify([...Array(30).fill(sealed("f1", SECRET, old)), sealed("f3", SECRET), other]);
    const [first, second] = [key.toString("base64"), old.toString("base64url")];
    const both = await readBytes(file, "", `${first}, ${second}`);
    expect(both.records.filter(({ secret }) => secret === SECRET)).toHaveLength(31);
    expect(both.records.at(-1)?.found).toEqual(["secret_locked"]);
    const { records, problem } = await readBytes(file, "", first);
    expect(problem).toBeNull();
    expect(records.map(({ secret }) => secret !== "").lastIndexOf(true)).toBe(30);
  });

  test("a wrong key opens nothing", async () => {
    const file = JSON.stringify([sealed("f1", SECRET)]);
    for (const wrong of ["", "x", randomBytes(32).toString("base64")]) {
      expect(await readBytes(file, "", wrong)).toMatchObject({
        records: [],
        problem: { problem: "wrong_unlock" },
      });
    }
  });
});

describe("better-auth", () => {
  const seal = (secret: string, text: string) => {
    const nonce = randomBytes(24);
    const key = createHash("sha256").update(secret).digest();
    return Buffer.concat([nonce, xchacha20poly1305(key, nonce).encrypt(Buffer.from(text))]).toString("hex");
  };
  const row = (secret: string, more: object = {}) => ({
    id: "t1",
    userId: "u1",
    secret: seal(secret, "x".repeat(32)),
    backupCodes: seal(secret, '["a-b","c-d"]'),
    ...more,
  });

  test("its keys are the characters themselves; unconfirmed devices say so", async () => {
    const { format, records } = await readBytes(
      JSON.stringify([row("s"), row("s", { secret: `$ba$2$${seal("s", "y".repeat(32))}`, verified: false })]),
      "",
      "s",
    );
    expect(format).toBe("better-auth");
    expect(records).toMatchObject([
      {
        secret: "x".repeat(32),
        secretEncoding: "utf8",
        recoveryCode: "a-b c-d",
        externalId: "u1",
        found: [],
      },
      { secret: "y".repeat(32), found: ["record_unconfirmed"] },
    ]);
  });

  test("rows of an older secret open with it, given beside the new one", async () => {
    const file = JSON.stringify([row("old"), row("new, with a comma")]);
    expect((await readBytes(file, "", "new, with a comma")).records.map(({ found }) => found)).toEqual([
      ["secret_locked"],
      [],
    ]);
    const both = await readBytes(JSON.stringify([row("old"), row("new")]), "", "new,old");
    expect(both.records.map(({ found }) => found)).toEqual([[], []]);
  });

  test("a wrong secret opens nothing, and of many rows only the first are tried", async () => {
    const rows = Array.from({ length: 2_100 }, () => row("s"));
    expect(await readBytes(JSON.stringify(rows), "", "t")).toMatchObject({
      records: [],
      problem: { problem: "wrong_unlock" },
    });
  });
});

describe("Laravel", () => {
  const key = randomBytes(32);
  const envelope = (parts: object) => Buffer.from(JSON.stringify(parts)).toString("base64");
  const cbc = (text: string, serialised = true) => {
    const iv = randomBytes(16);
    const cipher = createCipheriv("aes-256-cbc", key, iv);
    const plain = serialised ? `s:${Buffer.byteLength(text)}:"${text}";` : text;
    const value = Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64");
    const mac = createHmac("sha256", key)
      .update(iv.toString("base64") + value)
      .digest("hex");
    return { iv: iv.toString("base64"), value, mac, tag: "" };
  };
  const gcm = (text: string) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, iv);
    const value = Buffer.concat([cipher.update(text), cipher.final()]).toString("base64");
    return { iv: iv.toString("base64"), value, mac: "", tag: cipher.getAuthTag().toString("base64") };
  };
  const file = (...secrets: object[]) =>
    `id,email,two_factor_secret,two_factor_recovery_codes,two_factor_confirmed_at\n${secrets
      .map((secret, at) => `${at},u${at}@example.com,${envelope(secret)},,2024-01-01 00:00:00`)
      .join("\n")}\n`;
  const appKey = `base64:${key.toString("base64")}`;

  test("reads AES-CBC and AES-GCM, serialised or not", async () => {
    const { format, records } = await readBytes(
      file(cbc(SECRET), cbc(SECRET, false), gcm(SECRET)),
      "",
      appKey,
    );
    expect(format).toBe("laravel");
    expect(records.map(({ secret }) => secret)).toEqual([SECRET, SECRET, SECRET]);
  });

  test("verifies the MAC", async () => {
    const good = cbc(SECRET);
    const forged = { ...cbc(SECRET), mac: good.mac };
    expect((await readBytes(file(good, forged), "", appKey)).records).toMatchObject([
      { secret: SECRET, found: [] },
      { secret: "", found: ["secret_locked"] },
    ]);
    expect((await readBytes(file(forged), "", appKey)).problem?.problem).toBe("wrong_unlock");
    expect((await readBytes(file(good), "", "base64:AAAA")).problem?.problem).toBe("wrong_unlock");
  });

  test("a user who has not confirmed is flagged", async () => {
    const text = file(cbc(SECRET)).replace("2024-01-01 00:00:00", "NULL");
    expect((await readBytes(text, "", appKey)).records).toMatchObject([{ found: ["record_unconfirmed"] }]);
  });
});
