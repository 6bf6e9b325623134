import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { LookupEvent } from "@/lib/otp/user-lookup";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { findEnrolments, findUsers, importRows, openRun } from "./actions";

const request = vi.hoisted(() => ({ host: "127.0.0.1:3000", connection: {} as object }));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ host: request.host }) }));
vi.mock("@/lib/env/connection", () => ({ getConnection: () => request.connection }));

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ users: 1_000 });
  const { host, accessKeyId, accessKeySecret } = sandbox;
  request.connection = { host, accessKeyId, accessKeySecret };
});
afterAll(() => sandbox.close());
afterEach(async () => {
  request.host = "127.0.0.1:3000";
  await sandbox.reset();
});

const calls = () => Object.values(sandbox.requests().counts).reduce((sum, count) => sum + count, 0);
const emails = () => sandbox.users.map(({ email }) => email);

const RUN = "3f1f0d0e-8d9b-4b69-9c3f-7a8b1a2c3d4e";
const ROW = { id: 0, source: 0, line: 1, userId: "u", secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" };

test.each<[unknown, unknown]>([
  [RUN, undefined],
  ["no key", { rows: [ROW], last: true }],
  [RUN, { rows: [{ ...ROW, secret: "not base32" }], last: true }],
  [RUN, { rows: [ROW, ROW], last: true }],
  [RUN, { rows: [ROW], last: true, host: "http://elsewhere" }],
])("importRows turns away what no page of ours sends (%#), and sends nothing", async (key, forged) => {
  expect(await importRows(key, forged)).toEqual({ ok: false, code: "malformed" });
  expect(calls()).toBe(0);
});

test("openRun turns away what no page of ours sends", async () => {
  expect(await openRun(null, { key: RUN, total: 1, sources: [] })).toEqual({ ok: false, code: "malformed" });
});

test("openRun and importRows are for the admin, before anything is read", async () => {
  request.host = "evil.example";
  await expect(openRun(null, {})).rejects.toThrow("Not allowed");
  await expect(importRows(RUN, { rows: [ROW], last: true })).rejects.toThrow("Not allowed");
  expect(calls()).toBe(0);
});

test("findUsers streams who they are", async () => {
  const reply = await findUsers(null, { kind: "email", names: emails() });
  const events: LookupEvent[] = [];
  if (reply.ok) for await (const event of reply.events) events.push(event);
  const users = events.flatMap((event) => (event.type === "found" ? event.users : []));
  expect(users.map(({ userIds }) => userIds[0]).sort()).toEqual(
    sandbox.users.map(({ userId }) => userId).sort(),
  );
  expect(events.at(-1)).toEqual({ type: "end", halt: null, unanswered: 0 });
});

test.each([
  undefined,
  "email",
  { kind: "email" },
  { kind: "label", names: ["a"] },
  { kind: "email", names: ["a", "a"] },
  { kind: "email", names: ["a"], host: "http://elsewhere" },
])("findUsers turns away %j and asks nothing", async (forged) => {
  expect(await findUsers(null, forged)).toEqual({ ok: false, code: "malformed" });
  expect(calls()).toBe(0);
});

test.each([
  undefined,
  { userIds: [] },
  { userIds: ["two words"] },
  { userIds: ["a", "a"] },
  { userIds: ["a"], host: "http://elsewhere" },
])("findEnrolments turns away %j and asks nothing", async (forged) => {
  expect(await findEnrolments(null, forged)).toEqual({ ok: false, code: "malformed" });
  expect(calls()).toBe(0);
});

test("findEnrolments is for the admin, before anything is read", async () => {
  request.host = "evil.example";
  await expect(findEnrolments(null, { userIds: ["a"] })).rejects.toThrow("Not allowed");
  expect(calls()).toBe(0);
});

test("findUsers is for the admin, before anything is read", async () => {
  request.host = "evil.example";
  await expect(findUsers(null, { kind: "email", names: emails() })).rejects.toThrow("Not allowed");
  await expect(findUsers(null, "malformed")).rejects.toThrow("Not allowed");
  expect(calls()).toBe(0);
});

test("whoever leaves findUsers ends the asking", async () => {
  sandbox.set({ latencyMs: 30 });
  const reply = await findUsers(null, { kind: "email", names: emails() });
  if (reply.ok) for await (const _ of reply.events) break;
  await new Promise((resolve) => setTimeout(resolve, 200));
  // Of twenty lists: those that were under way, four at once.
  expect(calls()).toBeLessThanOrEqual(8);
});
