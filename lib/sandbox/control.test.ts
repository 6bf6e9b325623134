import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManagementClient } from "authing-node-sdk";
import { afterEach, expect, test } from "vitest";
import { CONTROL_HEADER, CONTROL_PATH } from "./control";
import { seedPool } from "./pool";
import { type RunningSandbox, type SandboxOptions, startSandbox } from "./server";

const open: RunningSandbox[] = [];
async function start(options?: SandboxOptions) {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const ask = (
  sandbox: RunningSandbox,
  init: RequestInit = {},
  search = "",
  secret = sandbox.accessKeySecret,
) => fetch(`${sandbox.host}${CONTROL_PATH}${search}`, { ...init, headers: { [CONTROL_HEADER]: secret } });
const importOne = (sandbox: RunningSandbox, userId: string, secret: string) =>
  new ManagementClient({ ...sandbox }).importOtp({ list: [{ userId, otp: { secret } }] });

test("another process sees and changes the behaviour, with the key's secret only", async () => {
  const sandbox = await start({ users: 30 });
  const userId = sandbox.users[0]?.userId ?? "";
  expect((await ask(sandbox, {}, "", "wrong")).status).toBe(403);
  const changed = await ask(sandbox, { method: "PATCH", body: JSON.stringify({ maxList: 3 }) });
  expect(await changed.json()).toMatchObject({ behaviour: { maxList: 3, badRow: "refuse-all" } });
  await importOne(sandbox, userId, "SECRET");
  expect(await (await ask(sandbox, {}, `?userId=${userId}`)).json()).toMatchObject({
    behaviour: { maxList: 3 },
    requests: { counts: { "import-otp": 1 }, imports: [{ size: 1, userIds: [userId] }] },
    stored: { secret: "SECRET" },
  });
  expect(await (await ask(sandbox, { method: "DELETE" })).json()).toMatchObject({
    behaviour: { maxList: 50 },
    requests: { counts: {}, imports: [] },
  });
  expect(sandbox.stored(userId)).toBeUndefined();
});

test.each([
  ["unknown switch", '{"nope":1}', /nope/],
  ["value out of range", '{"maxList":-1}', /^maxList: /],
  ["no JSON", "{", /JSON/],
  ["no object", "7", /object/],
])("a PATCH with %s is 400 with one sentence and changes nothing", async (_name, body, sentence) => {
  const sandbox = await start({ users: 1 });
  const answer = await ask(sandbox, { method: "PATCH", body });
  expect(answer.status).toBe(400);
  expect((await answer.json()).error).toMatch(sentence);
  expect((await (await ask(sandbox)).json()).behaviour.maxList).toBe(50);
});

test("set throws a sentence for a malformed switch, and can change the pool's size", async () => {
  const sandbox = await start({ users: 3 });
  expect(() => sandbox.set({ maxList: -1 })).toThrow(/^maxList: /);
  sandbox.set({ users: 40 });
  expect(sandbox.users).toEqual(seedPool(40));
});

test("a key id without the prefix and a port in use are one sentence", async () => {
  const sandbox = await start({ users: 1 });
  await expect(start({ accessKeyId: "5f00" })).rejects.toThrow(/starts with `sandbox`/);
  await expect(start({ port: sandbox.port })).rejects.toThrow(`Port ${sandbox.port} is in use.`);
});

test("the state file brings back what was stored, even after a kill", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  const stateFile = join(folder, "state.json");
  const first = await start({ users: 30, stateFile });
  const ids = first.users.slice(0, 20).map((user) => user.userId);
  await Promise.all(ids.map((userId, index) => importOne(first, userId, `SECRET${index}`)));
  // Not closed: what was answered is in the file already.
  const second = await start({ users: 30, stateFile });
  expect(ids.map((userId) => second.stored(userId)?.secret)).toEqual(ids.map((_, index) => `SECRET${index}`));
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test("a file that is no state stops the start with a sentence", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "sandbox-")), "x");
  writeFileSync(stateFile, "hello");
  await expect(start({ stateFile })).rejects.toThrow(`The file ${stateFile} is no state of a sandbox.`);
});
