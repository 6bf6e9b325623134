import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { SendAnswer } from "@/lib/import/port";
import { type BehaviourPatch, FAULTS } from "@/lib/sandbox/behaviour";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { openPort } from "./connection";

const MARK = "MARKEDMARKEDMARKEDMARKEDMARKED77";
const CODE = "dead-beef-dead-beef-dead-beef";
const TIMEOUT_MS = 1_500;

let sandbox: RunningSandbox;
const servers: Server[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ users: 100 });
});
afterAll(() => sandbox.close());
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await sandbox.reset();
});

const user = () => sandbox.users[0]?.userId ?? "";
const row = () => ({ id: 1, userId: user(), secret: MARK, recoveryCode: CODE });
const port = (host = sandbox.host, timeoutMs = TIMEOUT_MS) =>
  openPort(
    { host, accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret },
    { timeoutMs },
  );
const send = (patch: BehaviourPatch = {}) => {
  sandbox.set(patch);
  return port().send([row()]);
};

/** A server of its own that remembers what it is sent. */
async function recorder(status = 200, body = "{}", headers: Record<string, string> = {}) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(inspect(request.headers));
    request.on("data", (chunk) => seen.push(String(chunk)));
    request.on("end", () =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body),
    );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function expectClean(answer: unknown) {
  const text = inspect(answer, { depth: 20, showHidden: true }) + JSON.stringify(answer);
  for (const secret of [MARK, CODE, sandbox.accessKeySecret, "authing ", "uthorization", "HMAC"]) {
    expect(text).not.toContain(secret);
  }
}

// genauth-api.md section 3, one line of the table after the other.
test.each<[string, BehaviourPatch, object]>([
  [
    "200 with body 400",
    { errorsAs: "body", badRow: "refuse-all", maxList: 0 },
    { kind: "refused", code: "invalid", statusCode: 400 },
  ],
  ["200 HTML", { fault: "html" }, { kind: "doubtful", code: "bad_body", statusCode: 200 }],
  ["200 truncated JSON", { fault: "truncated" }, { kind: "doubtful", code: "bad_body", statusCode: 200 }],
  ["200 empty", { fault: "empty" }, { kind: "doubtful", code: "bad_body", statusCode: 200 }],
  ["302", { fault: "redirect-302" }, { kind: "halted", code: "redirected", statusCode: 302 }],
  ["timeout before storing", { fault: "timeout-before-store" }, { kind: "doubtful", code: "timeout" }],
  ["timeout after storing", { fault: "timeout-after-store" }, { kind: "doubtful", code: "timeout" }],
  ["reset in the middle", { fault: "reset-during" }, { kind: "doubtful", code: "reset" }],
  ["cut in the middle", { fault: "cut-during" }, { kind: "doubtful", code: "reset" }],
  [
    "stall in the middle",
    { fault: "stall-during" },
    { kind: "doubtful", code: expect.stringMatching(/timeout|reset/) },
  ],
  ["reset before the answer", { fault: "reset-before" }, { kind: "doubtful", code: "reset" }],
  ["reset after storing", { fault: "reset-after" }, { kind: "doubtful", code: "reset" }],
  ["500", { fault: "status-500" }, { kind: "doubtful", code: "server_error", statusCode: 500 }],
  ["502 of a gateway", { fault: "status-502" }, { kind: "doubtful", code: "server_error", statusCode: 502 }],
  ["307", { fault: "redirect-307" }, { kind: "halted", code: "redirected", statusCode: 307 }],
])("send: %s", async (_name, patch, expected) => {
  sandbox.set({ refuseUsers: patch.errorsAs === "body" ? [user()] : [] });
  const answer = await send(patch);
  expect(answer).toMatchObject(expected);
  expectClean(answer);
});

// Section 2: every code, as the HTTP status and in the body.
const CODES: [number, number | null, Partial<SendAnswer>][] = [
  [400, null, { kind: "refused", code: "invalid" }],
  [400, 2004, { kind: "refused", code: "user_not_found" }],
  [400, 2005, { kind: "refused", code: "user_locked" }],
  [400, 4004, { kind: "refused", code: "invalid" }],
  [401, null, { kind: "halted", code: "credentials" }],
  [401, 1300, { kind: "halted", code: "credentials" }],
  [401, 1301, { kind: "halted", code: "credentials" }],
  [401, 1302, { kind: "halted", code: "credentials" }],
  [401, 1303, { kind: "halted", code: "clock" }],
  [401, 1304, { kind: "halted", code: "clock" }],
  [400, 1305, { kind: "halted", code: "clock" }],
  [401, 1306, { kind: "halted", code: "credentials" }],
  [402, null, { kind: "halted", code: "plan" }],
  [400, 4021, { kind: "halted", code: "plan" }],
  [403, null, { kind: "halted", code: "permission" }],
  [403, 1001, { kind: "halted", code: "permission" }],
  [403, 2120008, { kind: "refused", code: "user_disabled" }],
  [404, null, { kind: "refused", code: "user_not_found" }],
  [404, 2004, { kind: "refused", code: "user_not_found" }],
  [499, 2036, { kind: "refused", code: "user_not_found" }],
  [404, 2224, { kind: "halted", code: "pool_not_found" }],
  [409, null, { kind: "refused", code: "conflict" }],
  [413, null, { kind: "too_large" }],
  [422, null, { kind: "refused", code: "invalid" }],
  [429, null, { kind: "throttled" }],
  [499, null, { kind: "refused", code: "refused" }],
  [500, null, { kind: "doubtful", code: "server_error" }],
  [503, null, { kind: "doubtful", code: "server_error" }],
  [601, null, { kind: "doubtful", code: "server_error" }],
  [603, null, { kind: "doubtful", code: "server_error" }],
];
const both = (["http", "body"] as const).flatMap((errorsAs) =>
  CODES.map(([status, apiCode, expected]) => ({ status, apiCode, errorsAs, expected })),
);
test.each(both)("send: $status with $apiCode, $errorsAs", async ({ status, apiCode, errorsAs, expected }) => {
  const code = apiCode === null ? `${status}` : `${status}:${apiCode}`;
  const answer = await send({ errorsAs, refuseUsers: [`${user()}:${code}`] });
  expect(answer).toMatchObject({
    ...expected,
    statusCode: status,
    requestId: expect.stringMatching(/^[\w-]{36}$/),
  });
  expect("apiCode" in answer ? answer.apiCode : null).toBe(apiCode);
  expectClean(answer);
});

test("send: 200 is accepted, stored, and without what was sent", async () => {
  const answer = await send();
  expect(answer).toEqual({ kind: "accepted", statusCode: 200, requestId: expect.any(String) });
  expect(sandbox.stored(user())).toEqual({ secret: MARK, recoveryCode: CODE });
  expectClean(answer);
});

test("send: a row without a recovery code is sent without one", async () => {
  await port().send([{ id: 1, userId: user(), secret: MARK }]);
  expect(sandbox.stored(user())).toEqual({ secret: MARK });
});

test("send: 413 for a list that is too long", async () => {
  sandbox.set({ maxList: 1 });
  const other = { id: 2, userId: sandbox.users[1]?.userId ?? "", secret: MARK };
  expect(await port().send([row(), other])).toMatchObject({ kind: "too_large", statusCode: 413 });
});

test("send: a redirect to another host never carries the secret", async () => {
  for (const fault of ["redirect-302", "redirect-307"] as const) {
    const thief = await recorder();
    expect(await send({ fault, redirectTo: `${thief.host}/x` })).toMatchObject({ code: "redirected" });
    expect(thief.seen).toEqual([]);
  }
});

test("send: no proxy of the environment sees what goes to a host without TLS", async () => {
  const proxy = await recorder();
  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]) vi.stubEnv(name, proxy.host);
  for (const name of ["NO_PROXY", "no_proxy"]) vi.stubEnv(name, "");
  expect(await send()).toMatchObject({ kind: "accepted" });
  expect(proxy.seen).toEqual([]);
});

test.each([
  ["seconds", "3", 3_000],
  ["a date in the past", "Fri, 02 Jan 2026 03:00:00 GMT", 0],
  ["nothing", undefined, undefined],
])("429 with %s in Retry-After", async (_name, value, retryAfterMs) => {
  const { host } = await recorder(429, "<html>", value === undefined ? {} : { "retry-after": value });
  const throttled = { kind: "throttled", statusCode: 429, ...(value === undefined ? {} : { retryAfterMs }) };
  expect(await port(host).send([row()])).toEqual(throttled);
  expect(await port(host).read(user())).toEqual(throttled);
});

test("429 from the sandbox", async () => {
  sandbox.set({ rateLimit: 1, retryAfter: true, errorsAs: "body" });
  const answers = await Promise.all(Array.from({ length: 4 }, () => port().send([row()])));
  expect(answers).toContainEqual(expect.objectContaining({ kind: "throttled", retryAfterMs: 1_000 }));
});

test.each([
  ["a wrong secret", () => ({ accessKeySecret: "wrong" }), {}, "credentials"],
  ["a wrong key id", () => ({ accessKeyId: "wrong" }), {}, "credentials"],
  ["a clock that is off", () => ({}), { clockOffsetMs: 600_000 }, "clock"],
  [
    "a key without the permission",
    () => ({}),
    { deny: ["import-otp", "get-otp-secret-by-user"] },
    "permission",
  ],
] as const)("%s halts sending and reading", async (_name, key, patch, code) => {
  sandbox.set(patch as BehaviourPatch);
  const { host, accessKeyId, accessKeySecret } = sandbox;
  const wrong = openPort({ host, accessKeyId, accessKeySecret, ...key() });
  expect(await wrong.send([row()])).toMatchObject({ kind: "halted", code });
  expect(await wrong.read(user())).toMatchObject({ kind: "halted", code });
});

test.each([
  ["a closed port", async () => "http://127.0.0.1:1"],
  ["a name that is none", async () => "http://nothing.invalid"],
  ["TLS with a server that has none", async () => sandbox.host.replace("http:", "https:")],
  ["a host that is no URL", async () => "http://[nonsense"],
])("%s is unreachable: nothing was sent", async (_name, host) => {
  const down = port(await host(), 5_000);
  expect(await down.send([row()])).toEqual({ kind: "halted", code: "unreachable" });
  expect(await down.read(user())).toEqual({ kind: "halted", code: "unreachable" });
});

test("a connection that closes without an answer leaves a doubt", async () => {
  const server = createTcpServer((socket) => socket.once("data", () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await port(host).send([row()])).toEqual({ kind: "doubtful", code: "reset" });
  server.close();
});

test.each<[number, string, object]>([
  [200, '{"statusCode":200,"data":{"success":false}}', { kind: "refused", code: "refused" }],
  [
    200,
    '{"statusCode":200,"apiCode":2005,"data":{"success":false}}',
    { kind: "refused", code: "user_locked" },
  ],
  [200, '{"statusCode":200,"data":{"success":true}}', { kind: "accepted" }],
  [200, '{"statusCode":400,"apiCode":"2036"}', { kind: "refused", code: "user_not_found" }],
  [200, '{"statusCode":"200"}', { kind: "doubtful", code: "bad_body" }],
  [200, '{"statusCode":0}', { kind: "doubtful", code: "bad_body" }],
  // The ledger has no room for such a number: a row with it could never be written down.
  [200, '{"statusCode":3000000000}', { kind: "doubtful", code: "bad_body", statusCode: 200 }],
  [200, "[]", { kind: "doubtful", code: "bad_body" }],
  [200, "null", { kind: "doubtful", code: "bad_body" }],
  [200, "7", { kind: "doubtful", code: "bad_body" }],
  [204, "", { kind: "doubtful", code: "bad_body" }],
  [201, '{"statusCode":200}', { kind: "accepted" }],
  [500, '{"statusCode":200}', { kind: "doubtful", code: "server_error" }],
  [404, "<html>", { kind: "halted", code: "unreachable" }],
  [400, "<html>", { kind: "doubtful", code: "bad_body" }],
  [413, "<html>", { kind: "too_large" }],
  [403, "<html>", { kind: "halted", code: "permission" }],
  [200, `{"statusCode":200,"x":"${"y".repeat(5_000_000)}"}`, { kind: "doubtful", code: "reset" }],
])("send: answer %# with HTTP %i", async (status, body, expected) => {
  const { host } = await recorder(status, body);
  expect(await port(host, 5_000).send([row()])).toMatchObject(expected);
});

test.each([
  ["header", 0],
  ["body", 200],
] as const)("an answer that comes byte by byte has no more time than another: %s", async (_part, status) => {
  const drip =
    status === 0 ? "HTTP/1.1 200 OK\r\nx-slow: " : "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n";
  const server = createTcpServer((socket) => {
    socket.once("data", () => socket.write(drip));
    const drops = setInterval(() => socket.write(" "), 20);
    socket.on("close", () => clearInterval(drops)).on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await port(host, 200).send([row()])).toEqual({ kind: "doubtful", code: "timeout" });
  server.close();
});

test.each([
  ["a long one", "x".repeat(129)],
  ["one with a line break", "a\\nb"],
  ["one that repeats a secret", `id-${MARK}`],
  ["one that repeats a recovery code", CODE],
])("a request id is left out: %s", async (_name, requestId) => {
  const body = `{"statusCode":400,"message":"${MARK} is bad","requestId":"${requestId}"}`;
  const { host } = await recorder(400, body);
  const answer = await port(host).send([row()]);
  expect(answer).toEqual({ kind: "refused", code: "invalid", statusCode: 400 });
  expectClean(answer);
});

test.each<[string, BehaviourPatch]>([
  ["verbatim", {}],
  ["in lower case", { secretBackAs: "lower-case" }],
  ["padded", { secretBackAs: "padded" }],
])("read: the secret %s is canonical", async (_name, patch) => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY";
  await port().send([{ id: 1, userId: user(), secret }]);
  sandbox.set(patch);
  expect(await port().read(user())).toEqual({ kind: "present", secret });
});

test.each<BehaviourPatch["noSecretAs"]>(["null", "empty", "not-found"])(
  "read: no OTP, as %s",
  async (noSecretAs) => {
    sandbox.set({ noSecretAs });
    expect(await port().read(user())).toEqual({ kind: "absent" });
  },
);

test("read: a user who does not exist", async () => {
  expect(await port().read("f".repeat(24))).toMatchObject({
    kind: "user_not_found",
    statusCode: 404,
    apiCode: 2004,
  });
});

test.each<[number, string, object]>([
  [200, '{"statusCode":200,"data":{"secret":"sdfdf1"}}', { kind: "present", secret: "" }],
  [200, '{"statusCode":200}', { kind: "absent" }],
  [200, '{"statusCode":200,"data":{}}', { kind: "absent" }],
  [200, '{"statusCode":200,"data":{"secret":null}}', { kind: "absent" }],
  [200, '{"statusCode":200,"data":{"secret":7}}', { kind: "doubtful", code: "bad_body", statusCode: 200 }],
  [200, '{"statusCode":200,"data":"x"}', { kind: "doubtful", code: "bad_body", statusCode: 200 }],
  [200, "<html>", { kind: "doubtful", code: "bad_body", statusCode: 200 }],
  [404, '{"statusCode":404,"apiCode":2036}', { kind: "user_not_found", statusCode: 404, apiCode: 2036 }],
  [404, "<html>", { kind: "halted", code: "unreachable", statusCode: 404 }],
  [400, '{"statusCode":400}', { kind: "refused", code: "invalid", statusCode: 400 }],
  [302, "", { kind: "halted", code: "redirected", statusCode: 302 }],
  [500, "", { kind: "doubtful", code: "server_error", statusCode: 500 }],
])("read: HTTP %i with %s", async (status, body, expected) => {
  const { host } = await recorder(status, body, { location: "/x" });
  expect(await port(host).read(user())).toEqual(expected);
});

test.each(["string", "boolean"] as const)(
  "enrolled: whether there is an OTP, told as %s",
  async (totpStatusAs) => {
    const [first, second] = sandbox.users.map(({ userId }) => userId);
    await sandbox.reset();
    sandbox.set({ totpStatusAs });
    await port().send([{ id: 1, userId: first ?? "", secret: MARK }]);
    expect(await port().enrolled(first ?? "")).toEqual({ kind: "enrolled" });
    const without =
      sandbox.users.find(({ userId }) => sandbox.stored(userId) === undefined)?.userId ?? second ?? "";
    expect(await port().enrolled(without)).toEqual({ kind: "not_enrolled" });
  },
);

test.each<[number, string, object]>([
  [200, '{"statusCode":200,"data":{"totpStatus":"paused"}}', { kind: "doubtful", code: "bad_body" }],
  [200, '{"statusCode":200}', { kind: "doubtful", code: "bad_body" }],
  [404, '{"statusCode":404,"apiCode":2004}', { kind: "user_not_found", statusCode: 404, apiCode: 2004 }],
  [
    403,
    '{"statusCode":403,"apiCode":1001}',
    { kind: "halted", code: "permission", statusCode: 403, apiCode: 1001 },
  ],
])("enrolled: HTTP %i with %s", async (status, body, expected) => {
  const { host } = await recorder(status, body);
  expect(await port(host).enrolled(user())).toEqual(expected);
});

test("member: only of the connection's tenant, which is told to nobody as an app", async () => {
  const { host, accessKeyId, accessKeySecret } = sandbox;
  const member = sandbox.users.find(({ tenantId }) => tenantId !== null);
  const outsider = sandbox.users.find(({ tenantId }) => tenantId === null);
  const tenantId = member?.tenantId ?? "";
  const scoped = openPort({ host, accessKeyId, accessKeySecret, tenantId });
  expect(await scoped.member?.(member?.userId ?? "")).toEqual({ kind: "member" });
  expect(await scoped.member?.(outsider?.userId ?? "")).toMatchObject({ kind: "outsider", apiCode: 2004 });
  expect(
    await openPort({ host, accessKeyId, accessKeySecret, tenantId: "f".repeat(24) }).member?.(
      member?.userId ?? "",
    ),
  ).toMatchObject({ kind: "outsider", statusCode: 404 });
  expect(port().member).toBe(undefined);
  const { host: heard, seen } = await recorder();
  await openPort({ host: heard, accessKeyId, accessKeySecret, tenantId }).read(user());
  expect(seen.join()).not.toContain("app-id");
});

test("member: a yes about somebody else is none", async () => {
  const { accessKeyId, accessKeySecret } = sandbox;
  const { host } = await recorder(200, '{"statusCode":200,"data":{"linkUserId":"somebody"}}');
  const scoped = openPort({ host, accessKeyId, accessKeySecret, tenantId: "t" });
  expect(await scoped.member?.(user())).toEqual({ kind: "outsider" });
});

test("two connections at once do not clash", async () => {
  const other = await startSandbox({ users: 100 });
  const { host, accessKeyId, accessKeySecret } = other;
  const ports = [port(), openPort({ host, accessKeyId, accessKeySecret })];
  const answers = await Promise.all([...ports, ...ports].map((one) => one.send([row()])));
  expect(answers.map((answer) => answer.kind)).toEqual(Array(4).fill("accepted"));
  expect([sandbox, other].map((one) => one.requests().imports.length)).toEqual([2, 2]);
  await other.close();
});

test("whatever happens, nothing is written and nothing returned holds a secret or the key", async () => {
  const written: unknown[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      written.push(chunk);
      return true;
    });
  }
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => {
      written.push(...args);
    });
  }
  const answers: unknown[] = [];
  for (const fault of FAULTS) {
    for (const faultEndpoint of ["import-otp", "get-otp-secret-by-user"] as const) {
      sandbox.set({ fault, faultEndpoint, faultTimes: 1 });
      answers.push(await port().send([row()]));
      const read = await port().read(user());
      if (read.kind !== "present") answers.push(read);
    }
  }
  vi.restoreAllMocks();
  expect(answers.length).toBeGreaterThan(FAULTS.length);
  expectClean([answers, written]);
});

test("sleep waits, or ends at the signal", async () => {
  const start = performance.now();
  await port().sleep(40, new AbortController().signal);
  expect(performance.now() - start).toBeGreaterThan(35);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 10);
  await port().sleep(60_000, controller.signal);
  await port().sleep(60_000, controller.signal);
});
