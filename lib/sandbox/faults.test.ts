import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ManagementClient } from "authing-node-sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { BehaviourPatch, Fault } from "./behaviour";
import { type RunningSandbox, startSandbox } from "./server";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
let sandbox: RunningSandbox;
let client: ManagementClient;
beforeAll(async () => {
  sandbox = await startSandbox({ users: 30 });
  client = new ManagementClient({ ...sandbox, timeout: 2_000 });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const userId = () => sandbox.users[0]?.userId ?? "";
const send = () =>
  client.importOtp({ list: [{ userId: userId(), otp: { secret: SECRET } }] }).then(
    (body: unknown) => ({ body }),
    (error) => ({ code: error.code, status: error.response?.status }),
  );
const isStored = () => sandbox.stored(userId())?.secret === SECRET;

test.each<[Fault, object, boolean]>([
  ["timeout-before-store", { code: "ECONNABORTED" }, false],
  ["timeout-after-store", { code: "ECONNABORTED" }, true],
  ["reset-before", { code: "ECONNRESET" }, false],
  ["reset-after", { code: "ECONNRESET" }, true],
  ["reset-during", { code: expect.stringMatching(/ECONNRESET|ERR_BAD_RESPONSE/) }, true],
  ["cut-during", { code: "ERR_BAD_RESPONSE", status: 200 }, true],
  ["status-500", { status: 500 }, false],
  ["status-502", { status: 502 }, false],
  ["html", { body: expect.stringContaining("<!doctype html>") }, false],
  ["truncated", { body: expect.stringMatching(/^\{"statusCode/) }, false],
  ["empty", { body: "" }, false],
  ["redirect-302", { body: expect.stringContaining("Sign in") }, false],
  ["redirect-307", { body: expect.stringContaining("Sign in") }, false],
])("%s", async (fault, expected, storedThen) => {
  sandbox.set({ fault });
  expect(await send()).toMatchObject(expected);
  expect(isStored()).toBe(storedThen);
  expect(await send()).toMatchObject({ body: { statusCode: 200 } });
});

test("stall-during: headers and half of the body, then nothing", async () => {
  sandbox.set({ fault: "stall-during" });
  expect(await send()).toMatchObject({ code: expect.stringMatching(/ECONNABORTED|ERR_BAD_RESPONSE/) });
  expect(isStored()).toBe(true);
});

test.each<Fault>(["status-500", "status-502", "html", "truncated", "empty", "redirect-302"])(
  "%s after storing",
  async (fault) => {
    sandbox.set({ fault, faultStores: true });
    await send();
    expect(isStored()).toBe(true);
  },
);

test.each<[BehaviourPatch, number[]]>([
  [{ faultTimes: 2 }, [500, 500, 200]],
  [{ faultTimes: -1 }, [500, 500, 500]],
  [{ faultTimes: 0 }, [200, 200, 200]],
])("%o hits so many requests", async (patch, expected) => {
  sandbox.set({ fault: "status-500", errorsAs: "body", ...patch });
  const seen: unknown[] = [];
  for (const _ of expected) {
    const answer = await send();
    seen.push("body" in answer ? (answer.body as { statusCode: number }).statusCode : null);
  }
  expect(seen).toEqual(expected);
});

test("a fault hits its endpoint only, or all", async () => {
  sandbox.set({ fault: "status-500", faultEndpoint: "get-user", faultTimes: -1 });
  expect(await send()).toMatchObject({ body: { statusCode: 200 } });
  await expect(client.getUser({ userId: userId() } as never)).rejects.toMatchObject({
    response: { status: 500 },
  });
  sandbox.set({ faultEndpoint: "all" });
  expect(await send()).toMatchObject({ status: 500 });
});

test("307 to another host: an SDK left to itself carries the secret there", async () => {
  let seen = "";
  const thief = createServer((request, response) => {
    request.on("data", (chunk) => {
      seen += chunk;
    });
    request.on("end", () => response.end("{}"));
  });
  await new Promise<void>((resolve) => thief.listen(0, "127.0.0.1", resolve));
  sandbox.set({
    fault: "redirect-307",
    redirectTo: `http://127.0.0.1:${(thief.address() as AddressInfo).port}/x`,
  });
  await send();
  thief.close();
  expect(seen).toContain(SECRET);
});
