import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const FIXTURES = "lib/formats/fixtures";
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

function inspect(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/inspect.ts", ...args],
    { encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test("one JSON element a file, with the fields that scripts rely on", () => {
  const { status, stdout } = inspect(`${FIXTURES}/keycloak.json`, `${FIXTURES}/firebase.json`, "--json");
  const [keycloak, firebase] = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(keycloak).toMatchObject({ file: `${FIXTURES}/keycloak.json`, format: "keycloak", problem: null });
  expect(Object.keys(keycloak.records[0])).toEqual([
    "line",
    "identity",
    "type",
    "algorithm",
    "digits",
    "period",
    "secret",
    "recoveryCodes",
    "importable",
    "issues",
  ]);
  expect(keycloak.records[0]).toMatchObject({
    type: "totp",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    importable: true,
  });
  expect(keycloak.records.map(({ importable }: { importable: boolean }) => importable)).toContain(false);
  // Understood and refused is understood.
  expect(firebase).toMatchObject({ records: [], problem: { code: "vendor_keeps_secrets" } });
  expect(firebase.problem.message).toContain("Firebase");
});

test("a table that knows users only by id says which second file is missing", () => {
  const { stdout, status } = inspect(`${FIXTURES}/keycloak-table.csv`, "--json");
  expect(JSON.parse(stdout)[0].secondFile).toMatchObject({
    code: "keycloak",
    message: expect.stringContaining("USER_ENTITY"),
  });
  expect(status).toBe(0);
});

test("secrets are masked unless --reveal is given", () => {
  const file = `${FIXTURES}/delimited.csv`;
  expect(inspect(file).stdout + inspect(file, "--json").stdout).not.toContain(SECRET);
  expect(inspect(file, "--json", "--reveal").stdout).toContain(SECRET);
});

test("a protected file opens with its password, and says so without", () => {
  const file = `${FIXTURES}/aegis.json`;
  expect(inspect(file).status).toBe(0);
  const locked = `${FIXTURES}/better-auth.json`;
  expect(inspect(locked)).toMatchObject({ status: 1, stdout: expect.stringContaining("wrong_unlock") });
  expect(inspect(locked, "--key", "not-the-key").status).toBe(1);
});

test("what is not understood, is not there or is not asked for in its words ends with 1 and a sentence", () => {
  expect(inspect("LICENSE")).toMatchObject({ status: 1, stdout: expect.stringContaining("no_otp") });
  expect(inspect("nowhere.csv")).toMatchObject({ status: 1, stderr: expect.stringContaining("nowhere.csv") });
  expect(inspect("--nonsense")).toMatchObject({ status: 1, stderr: expect.stringContaining("--nonsense") });
  expect(inspect().status).toBe(1);
});
