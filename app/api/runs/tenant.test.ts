import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import { liveRuns } from "@/lib/runs/registry";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { POST as feed } from "./[runId]/rows/route";
import { POST as open } from "./route";

const given = vi.hoisted(() => ({ connection: {} as object }));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ host: "127.0.0.1:3000" }) }));
vi.mock("@/lib/env/connection", () => ({ getConnection: () => given.connection }));

let sandbox: RunningSandbox;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "otp-ferry-tenant-"));
  vi.stubEnv("FERRY_DATA", folder);
  sandbox = await startSandbox({ users: 100 });
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function post(body: object): Request {
  return new Request("http://127.0.0.1:3000/api/runs", {
    method: "POST",
    headers: { host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

test("a forged request brings nothing to users outside the connection’s tenant, whatever it asks for", async () => {
  const active = sandbox.users.filter(({ status, otp }) => status === "Activated" && otp === null);
  const member = active.find(({ tenantId }) => tenantId !== null);
  const outsider = active.find(({ tenantId }) => tenantId === null);
  const other = active.find(({ tenantId }) => tenantId !== null && tenantId !== member?.tenantId);
  const { host, accessKeyId, accessKeySecret } = sandbox;
  given.connection = { host, accessKeyId, accessKeySecret, tenantId: member?.tenantId };

  const key = randomUUID();
  const rows = [outsider, member, other].map((user, id) => ({
    id,
    source: 0,
    line: id + 1,
    userId: user?.userId ?? "",
    secret: `GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ${"ABC"[id]}`,
  }));
  const options = { ...DEFAULT_OPTIONS, before: "blind", verify: "none" };
  const sources = [{ name: "forged.csv", size: 1 }];
  expect(await (await open(post({ key, total: 3, sources, options }), {})).json()).toEqual({ ok: true });
  const run = liveRuns().get(key);
  const params = Promise.resolve({ runId: key });
  expect(await (await feed(post({ rows, last: true }), { params })).json()).toEqual({ ok: true });
  await run?.ended;

  expect(sandbox.requests().imports.flatMap(({ userIds }) => userIds)).toEqual([member?.userId]);
  expect(run?.view().counts).toEqual({ refused: 2, accepted: 1 });
  for (const user of [outsider, other]) expect(sandbox.stored(user?.userId ?? "")).toBe(undefined);
}, 60_000);
