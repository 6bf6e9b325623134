import { spawn } from "node:child_process";
import { expect, test } from "vitest";

/** `npm run sandbox` without npm: collects what it says; stops it once it has said `until`. */
function run(args: readonly string[], until?: RegExp) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/sandbox.ts", ...args]);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    if (until?.test(out)) child.kill("SIGTERM");
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

test("prints the three settings, one a line, and ends cleanly at SIGTERM", async () => {
  const { code, out, err } = await run(["--access-key-id", "sandbox1"], /SECRET=.+\n/);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(
    /^GENAUTH_HOST=http:\/\/127\.0\.0\.1:\d+\nGENAUTH_ACCESS_KEY_ID=sandbox1\nGENAUTH_ACCESS_KEY_SECRET=\w{32}\n$/,
  );
});

test("a malformed flag is one sentence and exit 1", async () => {
  const { code, out, err } = await run(["--max-list", "many"]);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^--max-list: [^\n]+\.\n$/);
});

test("--help ends with 0", async () => {
  expect(await run(["--help"])).toMatchObject({
    code: 0,
    err: "",
    out: expect.stringContaining("--bad-row"),
  });
});
