import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { codeCheckSchema } from "@/lib/otp/code-check";
import { searchReplySchema } from "@/lib/otp/pool-user-view";
import { secretBytes } from "@/lib/otp/secret";
import { totpCode } from "@/lib/otp/totp";
import { TENANTS } from "@/lib/sandbox/pool";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { checkCode } from "./check-code";
import type { Connection } from "./connection";
import { readUser } from "./read-user";
import { searchUsers } from "./search-users";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ users: 1_000 });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const connection = (changes: Partial<Connection> = {}): Connection => ({
  host: sandbox.host,
  accessKeyId: sandbox.accessKeyId,
  accessKeySecret: sandbox.accessKeySecret,
  ...changes,
});
const user = (index: number) => {
  const one = sandbox.users[index];
  if (!one) throw new Error("no such user");
  return one;
};
const enrolled = () => {
  const one = sandbox.users.find(({ otp }) => otp !== null);
  if (!one?.otp) throw new Error("no such user");
  return { ...one, otp: one.otp };
};
const NOBODY = "f".repeat(24);
const signal = new AbortController().signal;
const quick = { timeoutMs: 1_500 };

/** What leaves lib/genauth must hold neither the key nor a secret of a user. */
function clean<T>(answer: T): T {
  const text = inspect(answer, { depth: 20 });
  for (const secret of [sandbox.accessKeySecret, "uthorization", enrolled().otp])
    expect(text).not.toContain(secret);
  return answer;
}

async function search(query: string, to = connection()) {
  const reply = searchReplySchema.parse(clean(await searchUsers(to, query, signal, quick)));
  return reply.state === "found" ? reply : { ...reply, users: [], more: 0, wordless: null };
}

describe("searching users", () => {
  test.each(["userId", "email", "phone", "username", "externalId"] as const)(
    "by a whole %s finds the one, first and marked",
    async (kind) => {
      const { userId, [kind]: name } = user(7);
      const { users } = await search(name);
      expect(users[0]).toMatchObject({ userId });
      expect(users[0]?.exact).toContain(kind);
    },
  );

  test("an e-mail in capitals, and a phone as it is read out", async () => {
    const { userId, email, phone } = user(7);
    for (const text of [
      email.toUpperCase(),
      `+86 ${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
    ])
      expect((await search(text)).users[0]).toMatchObject({ userId, exact: [expect.any(String)] });
  });

  test.each<[string, (text: string) => string]>([
    [
      "in full width, as an input method leaves it",
      (text) => text.replace(/[!-~]/g, (at) => String.fromCodePoint(at.charCodeAt(0) + 0xfee0)),
    ],
    ["with marks that nobody sees, as a web page leaves it", (text) => `\u200b${text}\ufeff`],
  ])("%s", async (_how, write) => {
    const { userId, email, phone, externalId } = user(7);
    for (const name of [userId, email, phone, `+86 ${phone}`, externalId])
      expect((await search(write(name))).users[0]?.userId, name).toBe(userId);
  });

  test("a phone with its country code in brackets or with long dashes, an id in capitals", async () => {
    const { userId, phone } = user(7);
    const dashed = `${phone.slice(0, 3)}–${phone.slice(3, 7)}–${phone.slice(7)}`;
    for (const text of [`(+86)${phone}`, dashed, userId.toUpperCase()])
      expect((await search(text)).users[0]?.userId, text).toBe(userId);
  });

  test("nobody is said not to be there who could not be looked for", async () => {
    const { phone } = user(7);
    sandbox.set({ deny: ["get-user-batch"] });
    expect(await search(`+86 ${phone}`)).toMatchObject({ state: "failed", trouble: { code: "permission" } });
    sandbox.set({ deny: ["get-tenant-user"] });
    const tenantId = TENANTS[0]?.tenantId ?? "";
    const inside = sandbox.users.find((one) => one.tenantId === tenantId) ?? user(0);
    const reply = await search(`+86 ${inside.phone}`, connection({ tenantId }));
    expect(reply).toMatchObject({ state: "failed", trouble: { code: "permission" } });
  });

  test("by a name finds all who are called so, as many as are shown, and how many more", async () => {
    const { name } = user(7);
    const namesakes = sandbox.users.filter((one) => one.name.includes(name)).length;
    const { users, more } = await search(name);
    expect(users.length + more).toBe(namesakes);
    expect(users.every(({ displayName, exact }) => displayName === name && exact.length === 0)).toBe(true);
  });

  test("many are cut off", async () => {
    const { users, more } = await search("example.com");
    expect([users.length, more]).toEqual([20, 980]);
  });

  test("nobody is nobody, and no fault", async () => {
    expect(await search("nobody at all")).toEqual({ state: "found", users: [], more: 0, wordless: null });
  });

  test("without the permission to search, whole names still find", async () => {
    sandbox.set({ deny: ["list-users"] });
    const found = await search(user(7).email);
    expect(found.users).toHaveLength(1);
    expect(found.wordless).toMatchObject({ code: "permission", apiCode: 1001 });
    sandbox.set({ deny: ["list-users", "get-user-batch"] });
    expect(await search(user(7).email)).toMatchObject({ state: "failed", trouble: { code: "permission" } });
  });

  test("without whole names, the search by words still finds", async () => {
    sandbox.set({ deny: ["get-user-batch"] });
    expect((await search(user(7).email)).users).toMatchObject([{ userId: user(7).userId, exact: ["email"] }]);
  });

  test("a GenAuth that asks to slow down for a moment is asked once more", async () => {
    sandbox.set({ rateLimit: 1 });
    expect(await search("nobody at all")).toMatchObject({ state: "found" });
  });

  test("nobody answers", async () => {
    const gone = connection({ host: "http://127.0.0.1:9" });
    expect(await search("ada", gone)).toMatchObject({ state: "failed", trouble: { code: "no_answer" } });
    expect(await search("ada", connection({ accessKeySecret: "wrong" }))).toMatchObject({
      state: "failed",
      trouble: { code: "connection" },
    });
  });

  test("of a tenant's connection only its members are found, by words and by whole names", async () => {
    const tenantId = TENANTS[0]?.tenantId ?? "";
    const inside = sandbox.users.find((one) => one.tenantId === tenantId) ?? user(0);
    const outside = sandbox.users.find((one) => one.tenantId !== tenantId) ?? user(0);
    const to = connection({ tenantId });
    expect((await search(inside.email, to)).users).toMatchObject([{ userId: inside.userId }]);
    expect((await search(inside.externalId, to)).users).toMatchObject([{ userId: inside.userId }]);
    for (const text of [outside.email, outside.userId, outside.externalId, outside.phone])
      expect((await search(text, to)).users).toEqual([]);
  });
});

describe("reading one user", () => {
  const read = async (userId: string, to = connection()) => clean(await readUser(to, userId, signal, quick));

  test.each([["string"], ["boolean"]] as const)(
    "who it is, and each factor, as a %s",
    async (totpStatusAs) => {
      sandbox.set({ totpStatusAs });
      const { userId, email, phone, username, externalId, status } = enrolled();
      expect(await read(userId)).toMatchObject({
        state: "found",
        user: { userId, email, phone, username, externalId, status },
        factors: { otp: true, sms: expect.any(Boolean), email: expect.any(Boolean), face: false },
      });
      expect(await read(user(0).userId)).toMatchObject({ factors: { otp: false } });
    },
  );

  test("nobody", async () => expect(await read(NOBODY)).toEqual({ state: "nobody" }));

  test("whose factors may not be seen is told without them", async () => {
    sandbox.set({ deny: ["get-user-mfa-info"] });
    expect(await read(user(0).userId)).toMatchObject({
      state: "found",
      factors: { trouble: { code: "permission" } },
    });
  });

  test("who may not be seen at all", async () => {
    sandbox.set({ deny: ["get-user"] });
    expect(await read(user(0).userId)).toMatchObject({ state: "failed", trouble: { code: "permission" } });
  });

  test("who is outside the connection's tenant is nobody, and nothing more is asked", async () => {
    const tenantId = TENANTS[0]?.tenantId ?? "";
    const outside = sandbox.users.find((one) => one.tenantId !== tenantId) ?? user(0);
    expect(await read(outside.userId, connection({ tenantId }))).toEqual({ state: "nobody" });
    expect(sandbox.requests().counts["get-user"] ?? 0).toBe(0);
  });
});

describe("comparing a code", () => {
  const check = async (userId: string, code: string, to = connection()) =>
    codeCheckSchema.parse(clean(await checkCode(to, { userId, code }, quick)));
  const codeOf = (secret: string, steps = 0) => totpCode(secretBytes(secret), Date.now() + steps * 30_000);
  /** A step may end between the making of a code and the looking at it. */
  const about = (steps: number) => [steps - 1, steps, steps + 1];

  test("right now, or by how much the clock is off", async () => {
    const { userId, otp } = enrolled();
    for (const steps of [0, -17, 40, 120]) {
      const result = await check(userId, codeOf(otp, steps));
      const found = result.state === "right" ? 0 : result.state === "off" ? result.steps : null;
      expect(about(steps)).toContain(found);
    }
  });

  test("of another secret", async () => {
    expect(await check(enrolled().userId, codeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))).toEqual({
      state: "wrong",
    });
  });

  test.each(["null", "empty", "not-found"] as const)("without an OTP, told as %s", async (noSecretAs) => {
    sandbox.set({ noSecretAs });
    expect(await check(user(0).userId, "123456")).toEqual({ state: "no_otp" });
  });

  test("where GenAuth has an OTP and does not show it, it is not said that there is none", async () => {
    sandbox.set({ secretBackAs: "withheld" });
    for (const noSecretAs of ["null", "empty", "not-found"] as const) {
      sandbox.set({ noSecretAs });
      const shown = await check(enrolled().userId, "123456");
      expect(shown).toEqual({ state: "failed", trouble: { code: "permission" } });
    }
  });

  test("nobody, no permission, no answer", async () => {
    expect(await check(NOBODY, "123456")).toEqual({ state: "nobody" });
    const gone = connection({ host: "http://127.0.0.1:9" });
    expect(await check(user(0).userId, "123456", gone)).toMatchObject({ trouble: { code: "no_answer" } });
    sandbox.set({ deny: ["get-otp-secret-by-user"] });
    expect(await check(user(0).userId, "123456")).toMatchObject({ trouble: { code: "permission" } });
  });

  test("of somebody outside the connection's tenant nothing is said, and the secret is not asked for", async () => {
    const tenantId = TENANTS[1]?.tenantId ?? "";
    const outside = sandbox.users.find((one) => one.tenantId !== tenantId && one.otp) ?? user(0);
    expect(await check(outside.userId, codeOf(outside.otp ?? ""), connection({ tenantId }))).toEqual({
      state: "nobody",
    });
    expect(sandbox.requests().counts["get-otp-secret-by-user"] ?? 0).toBe(0);
  });
});
