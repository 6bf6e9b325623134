import { connect } from "node:net";
import { ManagementClient } from "authing-node-sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { memberId, TENANTS } from "./pool";
import { type RunningSandbox, startSandbox } from "./server";

let sandbox: RunningSandbox;
let client: ManagementClient;
beforeAll(async () => {
  sandbox = await startSandbox();
  client = new ManagementClient({ ...sandbox });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const user = (index: number) => {
  const found = sandbox.users[index];
  if (!found) throw new Error("no such user");
  return found;
};
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error) => ({ status: error.response.status, apiCode: error.response.data.apiCode }),
  );

test.each(["user_id", "email", "phone", "username", "external_id"] as const)(
  "get-user by %s",
  async (type) => {
    const { userId, email, phone, username, externalId } = user(3);
    const by = { user_id: userId, email: email.toUpperCase(), phone, username, external_id: externalId }[
      type
    ];
    const { data } = await client.getUser({ userId: by, userIdType: type } as never);
    expect(data).toMatchObject({ userId, email, phone, username, externalId, status: "Activated" });
  },
);

test("get-user of nobody is 404 with 2004", async () => {
  expect(await refusal(client.getUser({ userId: "0".repeat(24) } as never))).toEqual({
    status: 404,
    apiCode: 2004,
  });
});

test("get-user-batch leaves unknown ids out, or refuses, and takes 50", async () => {
  const userIds = [user(1).userId, "f".repeat(24), user(2).userId];
  const { data } = await client.getUserBatch({ userIds });
  expect(data.map((one) => one.userId)).toEqual([user(1).userId, user(2).userId]);
  sandbox.set({ missingInBatch: "not-found" });
  expect(await refusal(client.getUserBatch({ userIds }))).toEqual({ status: 404, apiCode: 2004 });
  const ids = (count: number) => sandbox.users.slice(0, count).map((one) => one.userId);
  expect((await client.getUserBatch({ userIds: ids(50) })).data).toHaveLength(50);
  expect(await refusal(client.getUserBatch({ userIds: ids(51) }))).toMatchObject({ status: 400 });
});

test("list-users: keywords, pages of 50 at most", async () => {
  const all = await client.listUsers({ options: { pagination: { page: 20, limit: 50 } } });
  expect(all.data).toMatchObject({ totalCount: 1000 });
  expect(all.data.list).toHaveLength(50);
  const one = await client.listUsers({ keywords: user(7).email.toUpperCase() });
  expect(one.data.list.map((found) => found.userId)).toEqual([user(7).userId]);
  expect(await refusal(client.listUsers({ options: { pagination: { limit: 51 } } }))).toMatchObject({
    status: 400,
  });
});

test("get-user-mfa-info in words and as booleans", async () => {
  const enrolled = sandbox.users.find((one) => one.otp !== null)?.userId;
  const ask = async (userId: unknown) => (await client.getUserMfaInfo({ userId } as never)).data.totpStatus;
  expect([await ask(enrolled), await ask(user(0).userId)]).toEqual(["enabled", "disabled"]);
  sandbox.set({ totpStatusAs: "boolean" });
  expect([await ask(enrolled), await ask(user(0).userId)]).toEqual([true, false]);
});

test("get-otp-secret-by-user: with an OTP, and every way of having none", async () => {
  const { userId } = user(0);
  const ask = () => client.getOtpSecretByUser({ userId } as never);
  expect((await ask()).data).toBeNull();
  sandbox.set({ noSecretAs: "empty" });
  expect((await ask()).data).toEqual({ secret: "" });
  sandbox.set({ noSecretAs: "not-found" });
  expect(await refusal(ask())).toEqual({ status: 404, apiCode: undefined });
  await client.importOtp({ list: [{ userId, otp: { secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY" } }] });
  expect((await ask()).data.secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY");
  sandbox.set({ secretBackAs: "lower-case" });
  expect((await ask()).data.secret).toBe("gezdgnbvgy3tqojqgezdgnbvgy");
  sandbox.set({ secretBackAs: "padded" });
  expect((await ask()).data.secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY======");
  sandbox.set({ secretBackAs: "withheld", noSecretAs: "null" });
  expect((await ask()).data).toBeNull();
});

test("get-global-mfa-settings", async () => {
  expect((await client.getGlobalMfaSettings()).data.enabledFactors).toContain("OTP");
  sandbox.set({ otpEnabled: false });
  expect((await client.getGlobalMfaSettings()).data.enabledFactors).not.toContain("OTP");
});

test("tenants and their members", async () => {
  const [tenant] = TENANTS;
  if (!tenant) throw new Error("no tenant");
  const tenantId = tenant.tenantId;
  const tenants = await client.listTenants({ page: 1, limit: 50 } as never);
  expect(tenants.data.list.map((one) => (one as unknown as { tenantId: string }).tenantId)).toContain(
    tenantId,
  );
  const members = sandbox.users.filter((one) => one.tenantId === tenantId);
  const page = await client.listTenantUsers({ tenantId, options: { pagination: { page: 2, limit: 50 } } });
  expect(page.data.totalCount).toBe(members.length);
  expect(page.data.list.map((one) => one.linkUserId)).toEqual(
    members.slice(50, 100).map((one) => one.userId),
  );
  const [member] = members;
  const outsider = sandbox.users.find((one) => one.tenantId !== tenantId);
  if (!member || !outsider) throw new Error("no member");
  const get = (by: object) => client.getTenantUser({ tenantId, ...by } as never);
  expect((await get({ linkUserId: member.userId })).data.memberId).toBe(memberId(member.userId));
  expect((await get({ memberId: memberId(member.userId) })).data.linkUserId).toBe(member.userId);
  expect(await refusal(get({ linkUserId: outsider.userId }))).toEqual({ status: 404, apiCode: 2004 });
  expect(await refusal(client.listTenantUsers({ tenantId: "x" }))).toMatchObject({ status: 404 });
});

test("a denied call is 403 with 1001, the others go on", async () => {
  sandbox.set({ deny: ["get-user"] });
  expect(await refusal(client.getUser({ userId: user(0).userId } as never))).toEqual({
    status: 403,
    apiCode: 1001,
  });
  expect((await client.getGlobalMfaSettings()).statusCode).toBe(200);
});

test("an unknown call or verb is 404 in an envelope", async () => {
  const answer = await fetch(`${sandbox.host}/api/v3/import-otp`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ statusCode: 404, requestId: expect.any(String) });
});

test.each([
  ["no JSON", "application/json", "{"],
  ["no object", "application/json", "[]"],
  ["another content-type", "text/plain", "{}"],
])("a POST with %s is 400", async (_name, type, body) => {
  const answer = await fetch(`${sandbox.host}/api/v3/import-otp`, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  expect(answer.status).toBe(400);
});

test("noise on the socket does not end the server", async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(sandbox.port, "127.0.0.1", () => socket.end("\0\x01 noise\r\n\r\n"));
    socket
      .on("close", () => resolve())
      .on("error", () => undefined)
      .resume();
  });
  expect((await fetch(`${sandbox.host}/api/v3/%zz?a[]=%&__proto__=1`)).status).toBe(404);
  expect((await client.getGlobalMfaSettings()).statusCode).toBe(200);
});

test("rate limit, with and without Retry-After", async () => {
  const burst = () =>
    Promise.all(
      Array.from({ length: 6 }, () =>
        client.getGlobalMfaSettings().then(
          () => "ok",
          (error) => `${error.response.status} ${error.response.headers["retry-after"]}`,
        ),
      ),
    );
  sandbox.set({ rateLimit: 2, retryAfter: true });
  const answers = await burst();
  expect(answers.filter((answer) => answer === "ok").length).toBeLessThanOrEqual(3);
  expect(answers).toContain("429 1");
  sandbox.set({ retryAfter: false });
  expect(await burst()).toContain("429 undefined");
});

test("latency comes before the answer", async () => {
  sandbox.set({ latencyMs: 120 });
  const start = performance.now();
  await client.getGlobalMfaSettings();
  expect(performance.now() - start).toBeGreaterThan(110);
});
