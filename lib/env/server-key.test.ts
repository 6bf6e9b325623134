import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { dataFolder } from "./data-folder";
import { serverKey } from "./server-key";

const FERRY_DATA = mkdtempSync(join(tmpdir(), "otp-ferry-key-"));
afterAll(() => rmSync(FERRY_DATA, { recursive: true }));

test("is made once, for its own user only, and kept", () => {
  const env = { FERRY_DATA: join(FERRY_DATA, "new") };
  const key = serverKey(env);
  expect(key).toHaveLength(32);
  expect(serverKey(env)).toEqual(key);
  expect(readdirSync(env.FERRY_DATA)).toEqual(["server-key"]);
  expect(statSync(join(env.FERRY_DATA, "server-key")).mode & 0o777).toBe(0o600);
  expect(serverKey({ FERRY_DATA: join(FERRY_DATA, "other") })).not.toEqual(key);
});

test("is FERRY_SECRET where that is set, and no file is made", () => {
  const env = {
    FERRY_DATA: join(FERRY_DATA, "unused"),
    FERRY_SECRET: "a secret that is long enough for it\n",
  };
  expect(serverKey(env)).toEqual(serverKey({ ...env, FERRY_SECRET: "a secret that is long enough for it" }));
  expect(readdirSync(FERRY_DATA)).not.toContain("unused");
  expect(() => serverKey({ ...env, FERRY_SECRET: "short-one" })).toThrow(
    /^FERRY_SECRET is too short: (?!.*short-one)/,
  );
});

test("a spoilt file is not silently replaced: every fingerprint would be another", () => {
  writeFileSync(join(FERRY_DATA, "server-key"), "");
  expect(() => serverKey({ FERRY_DATA })).toThrow("holds no key");
});

test("the data folder is FERRY_DATA, or .data beside the app", () => {
  expect(dataFolder({ FERRY_DATA: " /var/ferry\n" })).toBe("/var/ferry");
  expect(dataFolder({})).toBe(join(process.cwd(), ".data"));
});
