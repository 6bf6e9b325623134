import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as readOne } from "@/app/api/users/[userId]/route";
import { GET as follow } from "@/app/api/users/runs/[runId]/events/route";
import { POST as search } from "@/app/api/users/search/route";
import { getLedger } from "@/lib/db/database";
import { audit, runs } from "@/lib/db/schema";
import { userReplySchema } from "@/lib/otp/pool-user-view";
import type { Role } from "@/lib/otp/role";
import { runEventSchema } from "@/lib/otp/run-event";
import { secretBytes } from "@/lib/otp/secret";
import { totpCode } from "@/lib/otp/totp";
import { TENANTS } from "@/lib/sandbox/pool";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { freshDataFolder } from "@/scripts/support/test-database";
import { checkCode, saveOtp } from "./actions";

const its = vi.hoisted(() => ({
  person: { id: "sue", name: "sue@example.com", role: "support" as Role } as object | null,
  connection: {} as object,
}));
vi.mock("@/lib/auth/person", () => ({ currentPerson: async () => its.person }));
vi.mock("@/lib/auth/connections", () => ({ connectionFor: async () => its.connection }));

let sandbox: RunningSandbox;
beforeAll(async () => {
  process.env.FERRY_DATA = await freshDataFolder();
  sandbox = await startSandbox({ users: 1_000 });
  const { host, accessKeyId, accessKeySecret } = sandbox;
  its.connection = { id: "one", name: "one", host, accessKeyId, accessKeySecret };
}, 60_000);
afterAll(() => sandbox.close());
beforeEach(() => {
  its.person = { id: `sue ${randomUUID()}`, name: "sue@example.com", role: "support" };
});
afterEach(() => sandbox.reset());

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const codeNow = (secret: string, steps = 0) => totpCode(secretBytes(secret), Date.now() + steps * 30_000);
const plain = () =>
  sandbox.users.find(({ otp, status }) => otp === null && status === "Activated")?.userId ?? "";
const enrolled = () => {
  const user = sandbox.users.find(({ otp, status }) => otp !== null && status === "Activated");
  return { userId: user?.userId ?? "", otp: user?.otp ?? "" };
};
const calls = () => Object.values(sandbox.requests().counts).reduce((sum, count) => sum + count, 0);

async function audited(subject: string) {
  const { db } = await getLedger();
  return db.select().from(audit).where(eq(audit.subject, subject)).orderBy(asc(audit.id));
}

const request = (changes: object = {}) => ({
  key: randomUUID(),
  row: { line: 1, userId: plain(), secret: SECRET },
  before: "keep",
  shared: true,
  source: { name: "", size: 0 },
  proof: { code: codeNow(SECRET) },
  ...changes,
});

/** Saves, and follows the run to its end as the page does. */
async function saved(given: ReturnType<typeof request>) {
  expect(await saveOtp(null, given)).toEqual({ ok: true });
  const response = await follow(new Request(`http://127.0.0.1/api/users/runs/${given.key}/events?after=0`), {
    params: Promise.resolve({ runId: given.key }),
  });
  const events = (await response.text())
    .trim()
    .split("\n")
    .map((line) => runEventSchema.parse(JSON.parse(line)));
  return events.flatMap((event) => (event.type === "outcomes" ? event.outcomes : [])).at(-1)?.outcome;
}

describe("comparing a code", () => {
  test("tells how it compares, and writes down that it was compared but not the code", async () => {
    const { userId, otp } = enrolled();
    const code = codeNow(otp, -40);
    const result = await checkCode(null, { userId, code });
    expect(result).toMatchObject({ state: "off" });
    expect(inspect(result)).not.toContain(otp);
    const [entry] = (await audited(userId)).slice(-1);
    expect(entry).toMatchObject({
      action: "code_checked",
      name: "sue@example.com",
      details: { result: "off" },
    });
    expect(inspect(entry, { depth: 9 })).not.toContain(code);
  });

  test("ends after ten in ten minutes, for one person and user", async () => {
    const { userId } = enrolled();
    const states: string[] = [];
    for (let at = 0; at < 11; at++) states.push((await checkCode(null, { userId, code: "000000" })).state);
    expect(states.slice(0, 10)).not.toContain("limited");
    const asked = sandbox.requests().counts["get-otp-secret-by-user"];
    expect(await checkCode(null, { userId, code: "000000" })).toMatchObject({ state: "limited" });
    expect(sandbox.requests().counts["get-otp-secret-by-user"]).toBe(asked);
    expect((await checkCode(null, { userId: plain(), code: "000000" })).state).toBe("no_otp");
    expect((await audited(userId)).at(-1)).toMatchObject({ details: { result: "limited" } });
  });

  test.each([undefined, {}, { userId: "a b", code: "123456" }, { userId: "a", code: "12345" }])(
    "turns %j away and asks nothing",
    async (forged) => {
      expect(await checkCode(null, forged)).toEqual({ state: "malformed" });
      expect(calls()).toBe(0);
    },
  );
});

describe("saving one OTP", () => {
  test("is a run of one row, read back, in the ledger and written down", async () => {
    const given = request();
    expect(await saved(given)).toMatchObject({ state: "verified" });
    expect(sandbox.stored(given.row.userId)).toEqual({ secret: SECRET });
    expect((await audited(given.row.userId)).at(-1)).toMatchObject({
      action: "otp_saved",
      details: { run: given.key, proven: true, reason: null },
    });
    const reply = await readOne(new Request("http://127.0.0.1/api/users/x"), {
      params: Promise.resolve({ userId: given.row.userId }),
    });
    expect(userReplySchema.parse(await reply.json())).toMatchObject({
      state: "found",
      factors: { otp: true },
      // Support has no History to open it in.
      carried: [
        {
          run: given.key,
          who: "sue@example.com",
          byHand: true,
          mayOpen: false,
          outcome: { state: "verified" },
        },
      ],
    });
  });

  test("without a code that fits is turned away, whatever the page has made of it", async () => {
    const given = request({ proof: { code: codeNow("MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK") } });
    expect(await saveOtp(null, given)).toEqual({ ok: false, code: "unproven" });
    expect(calls()).toBe(0);
  });

  test("of another tenant's user who has the same secret, a connection for one tenant is told that there is one, not who", async () => {
    const free = sandbox.users.filter(({ otp, status }) => otp === null && status === "Activated");
    const outside = free.find(({ tenantId }) => tenantId === null);
    const [inside, other] = free.filter(({ tenantId }) => tenantId === TENANTS[0]?.tenantId);
    const secret = "KRUGKIDROVUWG2ZAMJZG653OEBTG66BA";
    const given = (userId = "") =>
      request({ row: { line: 1, userId, secret }, proof: { code: codeNow(secret) }, shared: false });
    await saved(given(outside?.userId));
    its.connection = { ...its.connection, tenantId: TENANTS[0]?.tenantId };
    const told = (userId?: string) => saveOtp(null, given(userId));
    expect(await told(inside?.userId)).toEqual({ ok: false, code: "shared", userId: null });
    await saved({ ...given(inside?.userId), shared: true });
    expect(await told(other?.userId)).toEqual({ ok: false, code: "shared", userId: inside?.userId });
    its.connection = { ...its.connection, tenantId: undefined };
  });

  test("without a code takes a reason, which is written down with the run", async () => {
    const reason = "The phone is broken, new one on Monday";
    const given = request({ proof: { reason } });
    expect(await saved(given)).toMatchObject({ state: "verified" });
    expect((await audited(given.row.userId)).at(-1)).toMatchObject({ details: { proven: false, reason } });
    const { db } = await getLedger();
    const [run] = await db.select().from(runs).where(eq(runs.key, given.key));
    expect(run).toMatchObject({ options: { reason }, sources: [{ byHand: true }] });
  });

  test("a new recovery code for the secret that is there is sent, where it may take the place of the old one", async () => {
    const { userId, otp } = enrolled();
    const recoveryCode = "0a1b-2c3d-4e5f-6a7b-8c9d-0e1f";
    const row = { line: 1, userId, secret: otp, recoveryCode };
    const proof = { code: codeNow(otp) };
    expect(await saved(request({ row, proof }))).toMatchObject({ state: "skipped", code: "same" });
    expect(sandbox.stored(userId)).not.toMatchObject({ recoveryCode });
    expect(await saved(request({ row, proof, before: "replace" }))).toMatchObject({ state: "verified" });
    expect(sandbox.stored(userId)).toEqual({ secret: otp, recoveryCode });
  });

  test("leaves an OTP that is there alone, or replaces it", async () => {
    const { userId, otp } = enrolled();
    const row = { line: 1, userId, secret: SECRET };
    expect(await saved(request({ row }))).toEqual({ state: "skipped", code: "has_otp" });
    expect(sandbox.stored(userId)).toEqual({ secret: otp });
    expect(await saved(request({ row, before: "replace" }))).toMatchObject({
      state: "verified",
    });
    expect(sandbox.stored(userId)).toEqual({ secret: SECRET });
  });

  test("of a secret that another user was given asks first, and names the other", async () => {
    const [ann, bob] = sandbox.users.filter(({ otp, status }) => otp === null && status === "Activated");
    const secret = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";
    const proof = { code: codeNow(secret) };
    const given = (userId = "", shared = false) =>
      request({ row: { line: 1, userId, secret }, proof, shared, before: "replace" });
    expect(await saved(given(ann?.userId))).toMatchObject({ state: "verified" });
    expect(await saveOtp(null, given(bob?.userId))).toEqual({
      ok: false,
      code: "shared",
      userId: ann?.userId,
    });
    expect(sandbox.stored(bob?.userId ?? "")).toBeUndefined();
    expect(await saved(given(ann?.userId)), "one's own is no other's").toMatchObject({ state: "verified" });
    expect(await saved(given(bob?.userId, true))).toMatchObject({ state: "verified" });
    expect((await audited(bob?.userId ?? "")).at(-1)).toMatchObject({ details: { shared: true } });
  });

  test("is told when GenAuth refuses", async () => {
    sandbox.set({ refuseUsers: [`${plain()}:400`] });
    expect(await saved(request())).toMatchObject({
      state: "refused",
      code: "invalid",
      requestId: expect.any(String),
    });
  });

  test.each([
    ["no reason", { proof: { reason: "  " } }],
    ["a secret for a reason", { proof: { reason: `it is ${SECRET}` } }],
    ["what the database cannot hold for a reason", { proof: { reason: "no phone\0" } }],
    ["both", { proof: { code: "123456", reason: "because" } }],
    ["a secret that is none", { row: { line: 1, userId: "u", secret: "short" } }],
    ["more than it knows", { host: "http://elsewhere" }],
  ])("turns %s away", async (_name, changes) => {
    expect(await saveOtp(null, request(changes))).toEqual({ ok: false, code: "malformed" });
    expect(calls()).toBe(0);
  });

  test("is followed by nobody else", async () => {
    const given = request();
    await saved(given);
    its.person = { id: "owner", name: "o", role: "owner" };
    const response = await follow(new Request("http://127.0.0.1/?after=0"), {
      params: Promise.resolve({ runId: given.key }),
    });
    expect(await response.json()).toEqual({ type: "gone" });
  });
});

describe.each(["auditor", null] as const)("for %s", (role) => {
  beforeEach(() => {
    its.person = role && { id: "x", name: "x", role };
  });

  test("there is nothing to do here, before anything is read", async () => {
    await expect(checkCode(null, "malformed")).rejects.toThrow("Not allowed");
    await expect(saveOtp(null, "malformed")).rejects.toThrow("Not allowed");
    const url = "http://127.0.0.1/api/users/search";
    const found = await search(new Request(url, { method: "POST", body: "{" }), {});
    const read = await readOne(new Request(url), { params: Promise.resolve({ userId: plain() }) });
    expect([found.status, read.status]).toEqual(role ? [403, 403] : [401, 401]);
    expect(calls()).toBe(0);
  });
});
