import { expect, test } from "vitest";
import { readSignIn } from "./sign-in-settings";

const OIDC = {
  FERRY_URL: "https://ferry.example.com",
  FERRY_OIDC_ISSUER: "https://id.example.com",
  FERRY_OIDC_CLIENT_ID: "console",
  FERRY_OIDC_CLIENT_SECRET: "marked-secret",
  FERRY_OIDC_ROLES: "admins=admin",
};

test("nothing set: half an hour, no provider, no origin of its own", () => {
  expect(readSignIn({})).toEqual({
    ok: true,
    settings: { origin: null, required: false, secondFactorRequired: false, idleMs: 1_800_000, oidc: null },
  });
});

test("all set, with white space around", () => {
  const padded = Object.fromEntries(Object.entries(OIDC).map(([name, value]) => [name, ` ${value}\n`]));
  expect(readSignIn({ ...padded, FERRY_SIGN_IN: "required", FERRY_SECOND_FACTOR: "required" })).toMatchObject(
    {
      ok: true,
      settings: {
        origin: "https://ferry.example.com",
        required: true,
        secondFactorRequired: true,
        oidc: { issuer: "https://id.example.com", name: "OpenID Connect", roleClaim: "roles" },
      },
    },
  );
});

test.each<[string, Record<string, string>]>([
  ["FERRY_URL", { FERRY_URL: "http://ferry.example.com" }],
  ["FERRY_URL", { FERRY_URL: "ferry.example.com" }],
  ["FERRY_URL", { ...OIDC, FERRY_URL: "" }],
  ["FERRY_SIGN_IN", { FERRY_SIGN_IN: "yes" }],
  ["FERRY_SECOND_FACTOR", { FERRY_SECOND_FACTOR: "true" }],
  ["FERRY_SESSION_IDLE_MINUTES", { FERRY_SESSION_IDLE_MINUTES: "half" }],
  ["FERRY_SESSION_IDLE_MINUTES", { FERRY_SESSION_IDLE_MINUTES: "0" }],
  ["FERRY_OIDC_ISSUER", { ...OIDC, FERRY_OIDC_ISSUER: "http://id.example.com" }],
  ["FERRY_OIDC_CLIENT_ID", { ...OIDC, FERRY_OIDC_CLIENT_ID: "" }],
  ["FERRY_OIDC_CLIENT_SECRET", { ...OIDC, FERRY_OIDC_ISSUER: "", FERRY_OIDC_CLIENT_ID: "" }],
  ["FERRY_OIDC_ROLES", { ...OIDC, FERRY_OIDC_ROLES: "admins=boss" }],
  ["FERRY_OIDC_ROLES", { ...OIDC, FERRY_OIDC_ROLES: "" }],
  ["FERRY_OIDC_PEOPLE", { ...OIDC, FERRY_OIDC_PEOPLE: "ada@example.com" }],
])("%s is named when it is wrong, and no value is", (name, env) => {
  const reading = readSignIn(env);
  expect(reading).toMatchObject({ ok: false, sentence: expect.stringContaining(name) });
  if (!reading.ok) expect(reading.sentence).not.toContain("marked");
});
