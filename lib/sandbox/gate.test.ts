import { ManagementClient } from "authing-node-sdk";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type RunningSandbox, startSandbox } from "./server";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ users: 50 });
});
afterAll(() => sandbox.close());
afterEach(() => {
  vi.restoreAllMocks();
  sandbox.set({ clockOffsetMs: 0, errorsAs: "http" });
});

const clientOf = (key: { accessKeyId?: string; accessKeySecret?: string } = {}) =>
  new ManagementClient({
    accessKeyId: sandbox.accessKeyId,
    accessKeySecret: sandbox.accessKeySecret,
    host: sandbox.host,
    ...key,
  });

/** The SDK, with its signed headers changed on the way. */
function tampered(change: (headers: Record<string, unknown>) => void) {
  const client = clientOf();
  // biome-ignore lint/suspicious/noExplicitAny: the SDK keeps its axios to itself
  (client as any).httpClient.axios.interceptors.request.use((config: any) => {
    change(config.headers);
    return config;
  });
  return client;
}

const codes = (promise: Promise<unknown>) =>
  promise.then(
    (body) => ({ http: 200, body }),
    (error) => ({ http: error.response?.status, apiCode: error.response?.data?.apiCode }),
  );

test("the right key passes, with GET, lists in GET and POST", async () => {
  const client = clientOf();
  const ids = sandbox.users.slice(0, 3).map((user) => user.userId);
  expect((await client.getUserBatch({ userIds: ids })).data.map((user) => user.userId)).toEqual(ids);
  expect(
    (await client.getUser({ userId: "a+b %&=ü中" } as never).catch((e) => e.response.data)).apiCode,
  ).toBe(2004);
  const list = [{ userId: ids[0] ?? "", otp: { secret: '中文 "&=+%\n', recoveryCode: "b471" } }];
  expect((await client.importOtp({ list })).statusCode).toBe(200);
});

test("a GET without any parameter and one with undefined ones only pass", async () => {
  const client = clientOf();
  expect((await client.getGlobalMfaSettings()).statusCode).toBe(200);
  expect((await client.listTenants({})).statusCode).toBe(200);
});

test.each([
  ["another secret", { accessKeySecret: "not-it" }],
  ["another key", { accessKeyId: "sandboxnotit" }],
])("%s is 401 with 1300", async (_name, key) => {
  expect(await codes(clientOf(key).getGlobalMfaSettings())).toEqual({ http: 401, apiCode: 1300 });
});

test.each<[string, number, (headers: Record<string, unknown>) => void]>([
  ["no authorization", 1300, (headers) => delete headers.authorization],
  ["another scheme", 1300, (headers) => (headers.authorization = "Bearer x")],
  ["a signed header changed", 1300, (headers) => (headers["x-authing-lang"] = "zh-TW")],
  ["another method", 1301, (headers) => (headers["x-authing-signature-method"] = "HMAC-SHA256")],
  ["another version", 1302, (headers) => (headers["x-authing-signature-version"] = "2.0")],
  ["no date", 1303, (headers) => delete headers.date],
  ["a malformed date", 1304, (headers) => (headers.date = "yesterday")],
])("%s is 401 with %i", async (_name, apiCode, change) => {
  expect(await codes(tampered(change).getGlobalMfaSettings())).toEqual({ http: 401, apiCode });
});

test.each([-5.5 * 60_000, 5.5 * 60_000])("a clock off by %i ms is 1305", async (clockOffsetMs) => {
  sandbox.set({ clockOffsetMs });
  expect(await codes(clientOf().getGlobalMfaSettings())).toEqual({ http: 401, apiCode: 1305 });
});

test("a clock off by 4 minutes passes", async () => {
  sandbox.set({ clockOffsetMs: 4 * 60_000 });
  expect((await clientOf().getGlobalMfaSettings()).statusCode).toBe(200);
});

test("a nonce passes once", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.25);
  expect((await clientOf().getGlobalMfaSettings()).statusCode).toBe(200);
  expect(await codes(clientOf().getGlobalMfaSettings())).toEqual({ http: 401, apiCode: 1306 });
});

test("with errors in the body the refusal is HTTP 200", async () => {
  sandbox.set({ errorsAs: "body" });
  const answer = await codes(clientOf({ accessKeySecret: "not-it" }).getGlobalMfaSettings());
  expect(answer).toMatchObject({ http: 200, body: { statusCode: 401, apiCode: 1300 } });
});

test("get-management-token takes the key in its body, unsigned", async () => {
  const ask = (accessKeySecret: string) =>
    fetch(`${sandbox.host}/api/v3/get-management-token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ accessKeyId: sandbox.accessKeyId, accessKeySecret }),
    }).then((response) => response.json());
  expect(await ask(sandbox.accessKeySecret)).toMatchObject({
    statusCode: 200,
    data: { access_token: expect.any(String), expires_in: 7200 },
  });
  expect(await ask("not-it")).toMatchObject({ statusCode: 401, apiCode: 1300 });
});
