import { describe, expect, test } from "vitest";
import { isSandbox, readEnv } from "./read-env";

const GOOD = {
  GENAUTH_HOST: "https://api.genauth.ai",
  GENAUTH_ACCESS_KEY_ID: "5f8d0d55b54764421b7156c1",
  GENAUTH_ACCESS_KEY_SECRET: "s3cret-key",
};
const hostOf = (GENAUTH_HOST: string) => {
  const reading = readEnv({ ...GOOD, GENAUTH_HOST });
  return reading.ok ? reading.connection.host : reading;
};

test("trims every value, since a trailing line break silently breaks every signature", () => {
  const padded = Object.fromEntries(Object.entries(GOOD).map(([name, value]) => [name, ` ${value}\n`]));
  expect(readEnv(padded)).toEqual(readEnv(GOOD));
});

test.each([
  ["api.genauth.ai", "https://api.genauth.ai"],
  ["https://api.genauth.ai/", "https://api.genauth.ai"],
  ["http://127.0.0.1:4000", "http://127.0.0.1:4000"],
])("host %s is %s", (given, host) => expect(hostOf(given)).toBe(host));

test("nothing set is no mistake: the sandbox takes over", () => {
  expect(readEnv({})).toEqual({ ok: false, unset: true });
  expect(readEnv({ GENAUTH_HOST: " " })).toEqual({ ok: false, unset: true });
});

describe("a missing or malformed variable", () => {
  test.each([
    ["GENAUTH_HOST", ""],
    ["GENAUTH_ACCESS_KEY_ID", undefined],
    ["GENAUTH_ACCESS_KEY_SECRET", " "],
    ["GENAUTH_HOST", "ftp://api.genauth.ai"],
    ["GENAUTH_HOST", "https://"],
    ["GENAUTH_HOST", "http://api.genauth.ai"],
    ["GENAUTH_HOST", "https://api.genauth.ai/path"],
    ["GENAUTH_HOST", "https://user:pass@api.genauth.ai"],
    ["GENAUTH_ACCESS_KEY_ID", "two words"],
    ["GENAUTH_ACCESS_KEY_SECRET", "marked\u0000secret"],
  ])("%s=%j is named in a sentence that never shows its value", (name, value) => {
    const reading = readEnv({ ...GOOD, [name]: value });
    expect(reading).toMatchObject({ ok: false, unset: false, sentence: expect.stringContaining(name) });
    if (!reading.ok && !reading.unset && value?.trim()) expect(reading.sentence).not.toContain(value);
  });
});

test("a tenant is optional, and checked", () => {
  const tenantOf = (GENAUTH_TENANT_ID: string) => readEnv({ ...GOOD, GENAUTH_TENANT_ID });
  expect(tenantOf(" 65a1b2c3d4e5f60718293a4b ")).toMatchObject({
    ok: true,
    connection: { tenantId: "65a1b2c3d4e5f60718293a4b" },
  });
  expect(tenantOf(" ")).toEqual(readEnv(GOOD));
  expect(tenantOf("two tenants")).toMatchObject({
    ok: false,
    sentence: expect.stringContaining("GENAUTH_TENANT_ID"),
  });
});

test.each([
  ["http://127.0.0.1:4000", "sandbox-1", true],
  ["http://127.0.0.1:4000", GOOD.GENAUTH_ACCESS_KEY_ID, false],
  ["https://api.genauth.ai", "sandbox-1", false],
])("%s with the key id %s is the sandbox: %s", (host, accessKeyId, is) => {
  expect(isSandbox({ host, accessKeyId })).toBe(is);
});
