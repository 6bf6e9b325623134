import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const CONFIGURED = {
  GENAUTH_HOST: "https://api.genauth.ai",
  GENAUTH_ACCESS_KEY_ID: "5f8d0d55b54764421b7156c1",
  GENAUTH_ACCESS_KEY_SECRET: "marked-secret",
};

function start(env: Record<string, string>, args: string[] = []) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/start.ts", ...args],
    {
      env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
      encoding: "utf8",
    },
  );
  return { status, output: stdout + stderr };
}

test.each([
  ["GENAUTH_ACCESS_KEY_SECRET", { ...CONFIGURED, GENAUTH_ACCESS_KEY_SECRET: "" }],
  ["GENAUTH_HOST", { ...CONFIGURED, GENAUTH_HOST: "not a host" }],
  ["GENAUTH_ACCESS_KEY_SECRET", { ...CONFIGURED, GENAUTH_ACCESS_KEY_SECRET: "marked secret" }],
  ["FERRY_SECRET", CONFIGURED],
  ["FERRY_SECRET", { FERRY_SIGN_IN: "required", FERRY_SECRET: "marked-short" }],
])("a missing or malformed %s stops the start with one sentence that names it", (name, env) => {
  const { status, output } = start(env);
  expect(status).toBe(1);
  expect(output).toContain(name);
  expect(output.trim().split("\n")).toHaveLength(1);
  expect(output).not.toMatch(/marked|at .*:\d+:\d+/);
});

test.each([["--port", "0"], ["--port", "x"], ["--nonsense"]])("%s %s is told, not guessed", (...args) => {
  const { status, output } = start({}, args);
  expect(status).toBe(1);
  expect(output).toContain(args[0]);
});
