import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { BehaviourPatch } from "@/lib/sandbox/behaviour";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import type { Connection } from "./connection";
import { testConnection } from "./test-connection";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ users: 10 });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const connection = (): Connection => ({
  host: sandbox.host,
  accessKeyId: sandbox.accessKeyId,
  accessKeySecret: sandbox.accessKeySecret,
});
const all = { faultEndpoint: "all", faultTimes: -1 } as const;

test.each<[string, BehaviourPatch, object]>([
  ["all is well", {}, { state: "ok", otpOn: true }],
  ["OTP is not switched on", { otpEnabled: false }, { state: "otp_off" }],
  [
    "the settings are denied, the users are not",
    { deny: ["get-global-mfa-settings"] },
    { state: "ok", otpOn: null },
  ],
  [
    "everything is denied",
    { deny: ["get-global-mfa-settings", "list-users"] },
    { state: "permission", statusCode: 403, apiCode: 1001, requestId: expect.any(String) },
  ],
  ["302", { fault: "redirect-302", ...all }, { state: "redirected", statusCode: 302 }],
  ["307", { fault: "redirect-307", ...all }, { state: "redirected", statusCode: 307 }],
  ["HTML", { fault: "html", ...all }, { state: "not_genauth", statusCode: 200 }],
  ["an empty body", { fault: "empty", ...all }, { state: "not_genauth", statusCode: 200 }],
  ["500", { fault: "status-500", ...all }, { state: "server_error", statusCode: 500 }],
  ["502", { fault: "status-502", ...all }, { state: "server_error", statusCode: 502 }],
  ["no answer", { fault: "timeout-before-store", ...all }, { state: "timeout" }],
  ["a reset", { fault: "reset-before", ...all }, { state: "unreachable" }],
])("%s", async (_name, patch, expected) => {
  for (const errorsAs of ["http", "body"] as const) {
    sandbox.set({ ...patch, errorsAs });
    const state = await testConnection(connection(), { timeoutMs: 2_000 });
    expect(state).toMatchObject(expected);
    expect(inspect(state)).not.toContain(sandbox.accessKeySecret);
  }
});

test.each([
  ["secret", { accessKeySecret: "wrong" }],
  ["key id", { accessKeyId: "wrong" }],
])("a wrong %s, and the clock is right", async (_name, wrong) => {
  const state = await testConnection({ ...connection(), ...wrong });
  expect(state).toMatchObject({ state: "credentials", apiCode: 1300 });
  if (state.state === "credentials") expect(Math.abs(state.skewSeconds ?? 99)).toBeLessThan(3);
});

test.each([600, -900])("a clock %i seconds behind is measured", async (seconds) => {
  for (const errorsAs of ["http", "body"] as const) {
    sandbox.set({ clockOffsetMs: seconds * 1000, errorsAs });
    const state = await testConnection(connection());
    expect(state).toMatchObject({ state: "clock", apiCode: 1305 });
    if (state.state === "clock") expect(Math.abs((state.skewSeconds ?? 0) + seconds)).toBeLessThan(3);
  }
});

test("nobody there", async () => {
  for (const host of [
    "http://127.0.0.1:1",
    "http://nothing.invalid",
    sandbox.host.replace("http", "https"),
  ]) {
    expect(await testConnection({ ...connection(), host })).toEqual({ state: "unreachable" });
  }
});

test("throttled", async () => {
  sandbox.set({ rateLimit: 1, retryAfter: true });
  await testConnection(connection());
  const state = await testConnection(connection());
  expect(state).toMatchObject({ state: "throttled", statusCode: 429, retryAfterMs: 1_000 });
});

test.each<[number, string, string]>([
  [402, '{"statusCode":402,"apiCode":4021}', "plan"],
  [404, "Not Found", "not_genauth"],
  [404, '{"statusCode":404,"message":"Cannot GET"}', "not_genauth"],
  [200, '{"statusCode":404,"apiCode":2224}', "credentials"],
  [200, '{"hello":"world"}', "not_genauth"],
  [200, '{"statusCode":200,"data":{"enabledFactors":"OTP"}}', "ok"],
])("a server that says %i %s", async (status, body, state) => {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await testConnection({ ...connection(), host })).toMatchObject({ state });
  server.closeAllConnections();
  server.close();
});
