import { ManagementClient } from "authing-node-sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { BehaviourPatch } from "./behaviour";
import { type RunningSandbox, startSandbox } from "./server";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const OTHER = "MZXW6YTBOJRGC6RAMZXW6YTBOJ";
const NOBODY = "f".repeat(24);

let sandbox: RunningSandbox;
let client: ManagementClient;
beforeAll(async () => {
  sandbox = await startSandbox();
  client = new ManagementClient({ ...sandbox });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const id = (index: number) => sandbox.users[index]?.userId ?? "";

async function send(ids: readonly string[], secret: string | ((index: number) => string) = SECRET) {
  const list = ids.map((userId, index) => ({
    userId,
    otp: { secret: typeof secret === "string" ? secret : secret(index) },
  }));
  return client.importOtp({ list }).then(
    (body) => ({ http: 200, ...body }),
    (error) => ({ http: error.response.status, ...error.response.data }),
  );
}
const stored = (...indexes: number[]) => indexes.map((index) => sandbox.stored(id(index))?.secret ?? null);

test("a good list is stored, with recovery codes, and answered without data", async () => {
  const list = [{ userId: id(0), otp: { secret: SECRET, recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" } }];
  expect(await client.importOtp({ list })).toEqual({
    statusCode: 200,
    message: expect.any(String),
    requestId: expect.any(String),
  });
  expect(sandbox.stored(id(0))).toEqual({ secret: SECRET, recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" });
});

test.each<[BehaviourPatch["badRow"], number, (string | null)[]]>([
  ["refuse-all", 404, [null, null]],
  ["store-good", 404, [SECRET, SECRET]],
  ["stop-at-bad", 404, [SECRET, null]],
  ["store-good-answer-200", 200, [SECRET, SECRET]],
])("a list with a bad row: %s", async (badRow, statusCode, expected) => {
  sandbox.set({ badRow });
  expect(await send([id(0), NOBODY, id(1)])).toMatchObject({ http: statusCode, statusCode });
  expect(stored(0, 1)).toEqual(expected);
});

test.each<[BehaviourPatch["existing"], number, string]>([
  ["overwrite", 200, OTHER],
  ["conflict", 409, SECRET],
  ["ignore", 200, SECRET],
])("a user with an OTP: %s", async (existing, statusCode, expected) => {
  await send([id(0)]);
  sandbox.set({ existing });
  expect(await send([id(0)], OTHER)).toMatchObject({ statusCode });
  expect(stored(0)).toEqual([expected]);
});

test.each<[BehaviourPatch["duplicateInList"], BehaviourPatch["existing"], number, string | null]>([
  ["last-wins", "conflict", 200, OTHER],
  ["first-wins", "conflict", 200, SECRET],
  ["refuse", "overwrite", 400, null],
])("a user twice in a list: %s", async (duplicateInList, existing, statusCode, expected) => {
  sandbox.set({ duplicateInList, existing });
  expect(await send([id(0), id(0)], (index) => (index === 0 ? SECRET : OTHER))).toMatchObject({ statusCode });
  expect(stored(0)).toEqual([expected]);
});

test("the secret is not validated, unless asked", async () => {
  expect(await send([id(0)], "sdfdf")).toMatchObject({ statusCode: 200 });
  sandbox.set({ validateSecret: true });
  expect(await send([id(1)], "sdfdf")).toMatchObject({ statusCode: 400 });
  expect(await send([id(1)])).toMatchObject({ statusCode: 200 });
});

test("the largest list", async () => {
  const ids = sandbox.users.filter((user) => user.status === "Activated").map((user) => user.userId);
  expect(await send(ids.slice(0, 50))).toMatchObject({ statusCode: 200 });
  expect(await send(ids.slice(0, 51))).toMatchObject({ http: 413, statusCode: 413 });
  sandbox.set({ maxList: 0 });
  expect(await send(ids.slice(0, 200))).toMatchObject({ statusCode: 200 });
});

test("users who are not Activated", async () => {
  const userId = sandbox.users.find((user) => user.status === "Suspended" && user.otp === null)?.userId ?? "";
  expect(await send([userId])).toMatchObject({ http: 403, apiCode: 2120008 });
  sandbox.set({ refuseInactive: false });
  expect(await send([userId])).toMatchObject({ statusCode: 200 });
});

test("users marked as bad, with the code asked for", async () => {
  sandbox.set({ refuseUsers: [id(0), `${id(1)}:499`, `${id(2)}:400:2005`] });
  expect(await send([id(0)])).toMatchObject({ http: 400, statusCode: 400 });
  expect(await send([id(1)])).toMatchObject({ http: 499, statusCode: 499 });
  expect(await send([id(2)])).toMatchObject({ http: 400, apiCode: 2005 });
  sandbox.set({ errorsAs: "body" });
  expect(await send([id(1)])).toMatchObject({ http: 200, statusCode: 499 });
});

test("rows without a user or a secret are bad rows, no list is 400", async () => {
  expect(await send([""])).toMatchObject({ statusCode: 400 });
  expect(await send([id(0)], "")).toMatchObject({ statusCode: 400 });
  expect(await send([])).toMatchObject({ statusCode: 400 });
});

test("every import call is remembered with its users", async () => {
  await send([id(0), id(1)]);
  await send([NOBODY]);
  expect(sandbox.requests()).toEqual({
    counts: { "import-otp": 2 },
    imports: [
      { size: 2, userIds: [id(0), id(1)] },
      { size: 1, userIds: [NOBODY] },
    ],
  });
});
