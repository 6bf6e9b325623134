import { expect, test } from "vitest";
import { isDemo, signInRequired, startProblem } from "./startup";

const REAL = {
  GENAUTH_HOST: "https://api.genauth.ai",
  GENAUTH_ACCESS_KEY_ID: "5f8d0d55b54764421b7156c1",
  GENAUTH_ACCESS_KEY_SECRET: "marked-secret",
};
const SANDBOX = { ...REAL, GENAUTH_HOST: "http://127.0.0.1:4000", GENAUTH_ACCESS_KEY_ID: "sandbox-1" };
const FERRY_SECRET = "marked-0123456789abcdef0123456789";

test.each([
  [{}, true],
  [SANDBOX, true],
  [{ ...SANDBOX, GENAUTH_HOST: "https://api.genauth.ai" }, false],
  [{ ...SANDBOX, GENAUTH_ACCESS_KEY_ID: "5f8d0d55" }, false],
  [REAL, false],
  [{ FERRY_SIGN_IN: "required" }, false],
  [{ ...SANDBOX, FERRY_SIGN_IN: " required\n" }, false],
])("%j is the demo: %s", (env, demo) => expect(isDemo(env)).toBe(demo));

test.each([
  [REAL, "FERRY_SECRET"],
  [{ ...REAL, FERRY_SECRET: " " }, "FERRY_SECRET"],
  [{ ...REAL, FERRY_SECRET: "marked-but-short" }, "FERRY_SECRET"],
  [{ ...SANDBOX, FERRY_SECRET: "marked-but-short" }, "FERRY_SECRET"],
  [{ ...REAL, FERRY_SECRET: `${FERRY_SECRET.slice(0, 31)} ` }, "FERRY_SECRET"],
  [{ FERRY_SIGN_IN: "required" }, "FERRY_SECRET"],
  [{ ...REAL, FERRY_SECRET, FERRY_SECRET_PREVIOUS: "marked-short" }, "FERRY_SECRET_PREVIOUS"],
  [{ ...SANDBOX, FERRY_SIGN_IN: "marked-yes" }, "FERRY_SIGN_IN"],
  [{ ...SANDBOX, FERRY_LISTEN: "0.0.0.0" }, "FERRY_LISTEN"],
  [{ ...REAL, FERRY_SECRET, FERRY_LISTEN: "192.168.1.2" }, "FERRY_LISTEN"],
  [{ ...SANDBOX, FERRY_URL: "https://ferry.example.com" }, "FERRY_SECRET"],
  [{ ...REAL, FERRY_SECRET, FERRY_URL: "http://ferry.example.com" }, "FERRY_URL"],
  [{ ...REAL, FERRY_SECRET, FERRY_URL: "marked" }, "FERRY_URL"],
  [{ ...REAL, FERRY_SECRET, FERRY_URL: "https://ferry.example.com" }, "FERRY_PROXIES"],
  [{ ...SANDBOX, FERRY_PROXIES: "marked" }, "FERRY_PROXIES"],
  [{ ...REAL, FERRY_SECRET, GENAUTH_HOST: "http://api.genauth.ai" }, "GENAUTH_HOST"],
])("%j does not start, and the sentence names %s and no value", (env, name) => {
  const sentence = startProblem(env);
  expect(sentence).toMatch(new RegExp(`^${name} `));
  expect(sentence).not.toContain("marked");
  expect(sentence).not.toContain("\n");
});

test.each([
  {},
  SANDBOX,
  { ...REAL, FERRY_SECRET },
  { ...SANDBOX, FERRY_LISTEN: "127.0.0.1" },
  { ...SANDBOX, FERRY_LISTEN: "::1", FERRY_URL: "http://localhost:3000" },
  {
    ...REAL,
    FERRY_SECRET,
    FERRY_LISTEN: "0.0.0.0",
    FERRY_URL: "https://ferry.example.com",
    FERRY_PROXIES: "1",
  },
  { ...REAL, FERRY_SECRET, FERRY_SIGN_IN: "required", FERRY_SECRET_PREVIOUS: FERRY_SECRET.toUpperCase() },
])("%j starts", (env) => expect(startProblem(env)).toBe(null));

test("only the very word requires sign-in", () => {
  expect(signInRequired({ FERRY_SIGN_IN: "Required" })).toBe(false);
  expect(startProblem({ FERRY_SIGN_IN: "Required" })).toContain("FERRY_SIGN_IN");
});
