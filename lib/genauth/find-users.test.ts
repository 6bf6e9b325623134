import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type FoundUser,
  type LookupEvent,
  type LookupKind,
  lookupEventSchema,
  lookupRequestSchema,
} from "@/lib/otp/user-lookup";
import type { BehaviourPatch } from "@/lib/sandbox/behaviour";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import type { Connection } from "./connection";
import { findUsers } from "./find-users";

let sandbox: RunningSandbox;
const servers: Server[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ users: 1_200 });
});
afterAll(() => sandbox.close());
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await sandbox.reset();
});

const connection = (host = sandbox.host): Connection => ({
  host,
  accessKeyId: sandbox.accessKeyId,
  accessKeySecret: sandbox.accessKeySecret,
});

type Lookup = { kind: LookupKind; names: string[]; to?: Connection; signal?: AbortSignal };
const slept: number[] = [];

/** Looks names up without waiting in real time. */
async function lookUp({ kind, names, to = connection(), signal }: Lookup) {
  slept.length = 0;
  const request = lookupRequestSchema.parse({ kind, names });
  const events: LookupEvent[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const options = { timeoutMs: 1_500, sleep };
  for await (const event of findUsers(to, request, signal ?? new AbortController().signal, options)) {
    events.push(lookupEventSchema.parse(event));
  }
  const byName = new Map<string, FoundUser>();
  for (const event of events.slice(0, -1)) {
    if (event.type !== "found") throw new Error("an end that is not the last");
    for (const user of event.users) {
      expect(byName.has(user.name)).toBe(false);
      byName.set(user.name, user);
    }
  }
  const end = events.at(-1);
  if (end?.type !== "end") throw new Error("no end");
  expect(end.unanswered).toBe(names.length - byName.size);
  const text = inspect(events, { depth: 20 });
  for (const secret of [to.accessKeySecret, "authing ", "uthorization"]) expect(text).not.toContain(secret);
  return { byName, end, calls: sandbox.requests().counts["get-user-batch"] ?? 0 };
}

const user = (index: number) => {
  const one = sandbox.users[index];
  if (!one) throw new Error("no such user");
  return one;
};
const names = (kind: LookupKind, count: number) => sandbox.users.slice(0, count).map((one) => one[kind]);
const nobody = (name: string) => ({ name, userIds: [], status: null, displayName: null });

type Answer = { status?: number; body: unknown; headers?: Record<string, string> };

/** A GenAuth of its own that answers as told, and remembers what it was asked for. */
async function pool(answer: (userIds: string[], call: number) => Answer) {
  const asked: string[][] = [];
  const urls: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    const userIds = new URLSearchParams(url.split("?")[1]).getAll("userIds[]");
    urls.push(url);
    const { status = 200, body, headers } = answer(userIds, asked.push(userIds));
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { to: connection(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), asked, urls };
}
const yes = (data: unknown): Answer => ({ body: { statusCode: 200, data } });

describe("who is it", () => {
  test.each<LookupKind>(["userId", "email", "phone", "username", "externalId"])("by %s", async (kind) => {
    const { byName, end } = await lookUp({ kind, names: names(kind, 120) });
    expect(end).toEqual({ type: "end", halt: null, unanswered: 0 });
    for (const one of sandbox.users.slice(0, 120)) {
      expect(byName.get(one[kind])).toEqual({
        name: one[kind],
        userIds: [one.userId],
        status: one.status,
        displayName: one.name,
      });
    }
  });

  test("an e-mail in capitals is the same, and the name comes back as it was asked", async () => {
    const [lower, upper] = [user(3).email, user(3).email.toUpperCase()];
    const { byName, calls } = await lookUp({ kind: "email", names: [upper, lower, ` ${lower} `] });
    for (const name of [upper, lower, ` ${lower} `]) {
      expect(byName.get(name)).toMatchObject({ name, userIds: [user(3).userId] });
    }
    expect(calls).toBe(1);
  });

  test("an e-mail in full width, or with a mark that nobody sees, and an id in capitals", async () => {
    const { userId, email } = user(3);
    const wide = email.replace(/[!-~]/g, (at) => String.fromCodePoint(at.charCodeAt(0) + 0xfee0));
    const { byName } = await lookUp({ kind: "email", names: [wide, `${email}\u200b`] });
    for (const name of [wide, `${email}\u200b`])
      expect(byName.get(name)).toMatchObject({ name, userIds: [userId] });
    const capitals = userId.toUpperCase();
    expect((await lookUp({ kind: "userId", names: [capitals] })).byName.get(capitals)).toMatchObject({
      userIds: [userId],
    });
  });

  test("user names and external ids are matched to the letter", async () => {
    const { to } = await pool(() => yes([{ userId: "u1", username: "Alice", externalId: "e1" }]));
    expect((await lookUp({ kind: "username", names: ["alice"], to })).byName.get("alice")).toEqual(
      nobody("alice"),
    );
    expect((await lookUp({ kind: "externalId", names: ["E1"], to })).byName.get("E1")).toEqual(nobody("E1"));
  });

  test.each(["left-out", "not-found"] as const)(
    "nobody, when missing ones are %s",
    async (missingInBatch) => {
      sandbox.set({ missingInBatch });
      for (const errorsAs of ["http", "body"] as const) {
        sandbox.set({ errorsAs });
        const missing = ["nobody.1@example.com", "nobody.2@example.com"];
        const asked = [...names("email", 20), ...missing, ...names("email", 60).slice(20)];
        const { byName, end } = await lookUp({ kind: "email", names: asked });
        expect(end).toMatchObject({ halt: null, unanswered: 0 });
        for (const name of missing) expect(byName.get(name)).toEqual(nobody(name));
        expect([...byName.values()].filter(({ userIds }) => userIds.length === 1)).toHaveLength(60);
      }
    },
  );

  test("found twice is ambiguous; the same user twice is not", async () => {
    const twins = [
      { userId: "u1", username: "twin", status: "Activated", name: "One" },
      { userId: "u2", username: "twin", status: "Activated", name: "Two" },
      { userId: "u3", username: "same", status: "Suspended", name: "Three" },
      { userId: "u3", username: "same", status: "Suspended", name: "Three" },
    ];
    const { to } = await pool(() => yes(twins));
    const { byName } = await lookUp({ kind: "username", names: ["twin", "same"], to });
    expect(byName.get("twin")).toEqual({
      name: "twin",
      userIds: ["u1", "u2"],
      status: null,
      displayName: null,
    });
    expect(byName.get("same")).toMatchObject({ userIds: ["u3"], status: "Suspended", displayName: "Three" });
  });

  test("the order of the answer says nothing, nor do users who were not asked for", async () => {
    const { to } = await pool((asked) =>
      yes([
        { userId: "intruder", username: "intruder" },
        ...asked.toReversed().map((username) => ({ userId: `id-of-${username}`, username })),
        null,
      ]),
    );
    const asked = Array.from({ length: 120 }, (_, index) => `user${index}`);
    const { byName } = await lookUp({ kind: "username", names: asked, to });
    for (const name of asked) expect(byName.get(name)?.userIds).toEqual([`id-of-${name}`]);
    expect(byName.size).toBe(120);
  });

  test("what nobody can be called is not asked for", async () => {
    for (const [kind, name] of [
      ["username", "\ud800"],
      ["username", "a\u0000b"],
      ["externalId", "  "],
      ["email", "alice"],
      ["phone", "alice"],
    ] as const) {
      const { byName, end, calls } = await lookUp({ kind, names: [name] });
      expect(byName.get(name)).toEqual(nobody(name));
      expect([end.halt, calls]).toEqual([null, 0]);
    }
  });

  test("names with every character that a URL knows", async () => {
    const odd = [
      "a&b=c",
      "a+b",
      "a b",
      "100%",
      "渡轮",
      "🚢",
      "a#b",
      "a?b",
      "[x]",
      "a,b",
      "o'neil",
      "__proto__",
    ];
    // The sandbox checks the signature, which is over the names.
    expect((await lookUp({ kind: "username", names: odd })).end).toMatchObject({ halt: null, unanswered: 0 });
    const { to } = await pool((asked) => yes(asked.map((username) => ({ userId: "u", username }))));
    const { byName } = await lookUp({ kind: "username", names: odd, to });
    for (const name of odd) expect(byName.get(name)?.userIds).toEqual(["u"]);
  });
});

describe("a phone number", () => {
  test.each<[string, (phone: string) => string]>([
    ["as it is", (phone) => phone],
    ["with +86", (phone) => `+86${phone}`],
    ["with 0086", (phone) => `0086${phone}`],
    // The sandbox's numbers begin with 130: mobile numbers of mainland China.
    ["with a plus that a spreadsheet has eaten", (phone) => `86${phone}`],
    ["with blanks and hyphens", (phone) => `+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)} ${phone.slice(7)}`],
    [
      "in full-width digits",
      (phone) => phone.replace(/\d/g, (digit) => String.fromCharCode(0xfee0 + digit.charCodeAt(0))),
    ],
  ])("%s", async (_name, write) => {
    const name = write(user(7).phone);
    const { byName, calls } = await lookUp({ kind: "phone", names: [name] });
    expect(byName.get(name)).toMatchObject({ name, userIds: [user(7).userId] });
    expect(calls).toBe(1);
  });

  test("is not that of another country", async () => {
    const { to } = await pool((asked) =>
      yes(
        [
          { userId: "uk", phone: "7911123456", phoneCountryCode: "+44" },
          { userId: "in", phone: "9811123456", phoneCountryCode: "91" },
          { userId: "cn", phone: "13900000007" },
          { userId: "any", phone: "5550100" },
        ].filter((one) => asked.includes(one.phone)),
      ),
    );
    const { byName } = await lookUp({
      kind: "phone",
      to,
      names: ["+447911123456", "+447911123456 ", "+917911123456", "+91 98111 23456", "7911123456"].concat([
        "+8613900000007",
        "+4413900000007",
        "+3725550100",
      ]),
    });
    expect(
      Object.fromEntries([...byName.values()].map(({ name, userIds }) => [name, userIds.join()])),
    ).toEqual({
      "+447911123456": "uk",
      "+447911123456 ": "uk",
      "+917911123456": "",
      "+91 98111 23456": "in",
      "7911123456": "uk",
      "+8613900000007": "cn",
      "+4413900000007": "",
      "+3725550100": "any",
    });
  });

  test("is asked for as written when nobody has it without the country code", async () => {
    const stored = { userId: "u", phone: "+4930123456" };
    const { to, asked } = await pool((ids) => yes(ids.includes(stored.phone) ? [stored] : []));
    const { byName } = await lookUp({ kind: "phone", names: ["+49 (0)30 123456"], to });
    expect(byName.get("+49 (0)30 123456")?.userIds).toEqual(["u"]);
    expect(asked).toEqual([["30123456"], ["+4930123456"]]);
  });
});

describe("how many calls", () => {
  test("1,000 names are 20", async () => {
    for (const kind of ["email", "phone"] as const) {
      await sandbox.reset();
      const { byName, calls } = await lookUp({ kind, names: names(kind, 1_000) });
      expect([byName.size, calls]).toEqual([1_000, 20]);
    }
  });

  test("1,000 numbers with a country code are 20, when they are there", async () => {
    const { byName, calls } = await lookUp({
      kind: "phone",
      names: names("phone", 1_000).map((phone) => `+86${phone}`),
    });
    expect([byName.size, calls]).toEqual([1_000, 20]);
  });

  test("four at once", async () => {
    let most = 0;
    let inside = 0;
    const server = createServer((_request, response) => {
      most = Math.max(most, ++inside);
      setTimeout(() => {
        inside--;
        response.end('{"statusCode":200,"data":[]}');
      }, 20);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const to = connection(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await lookUp({ kind: "email", names: names("email", 1_000), to });
    expect(most).toBe(4);
  });

  test("no URL is longer than 4 KB", async () => {
    const { to, urls } = await pool(() => yes([]));
    const long = Array.from({ length: 100 }, (_, index) => `${index}`.padStart(256, "渡"));
    const { end } = await lookUp({ kind: "username", names: long, to });
    expect(end).toMatchObject({ halt: null, unanswered: 0 });
    expect(Math.max(...urls.map((url) => url.length))).toBeLessThan(4_096);
  });
});

describe("a list that is refused", () => {
  test.each([
    [400, undefined],
    [404, 2004],
    [422, undefined],
    [413, undefined],
  ])("with %i %s because of one name: only that one is not found", async (statusCode, apiCode) => {
    const bad = "x@bad";
    const { to, asked } = await pool((ids) =>
      ids.includes(bad)
        ? { status: statusCode, body: { statusCode, apiCode } }
        : yes(ids.map((email) => ({ userId: `id.${email}`, email }))),
    );
    const all = [...names("email", 30), bad, ...names("email", 90).slice(30)];
    const { byName, end } = await lookUp({ kind: "email", names: all, to });
    // 413 for one name alone says nothing about the name.
    expect(end).toMatchObject({ halt: null, unanswered: statusCode === 413 ? 1 : 0 });
    expect(byName.get(bad)).toEqual(statusCode === 413 ? undefined : nobody(bad));
    expect([...byName.values()].filter(({ userIds }) => userIds.length === 1)).toHaveLength(90);
    expect(asked.length).toBeLessThan(16);
  });

  test("one name that GenAuth does not want to speak of is not nobody", async () => {
    const { to } = await pool(() => ({ status: 403, body: { statusCode: 403, apiCode: 2120008 } }));
    const { byName, end } = await lookUp({ kind: "username", names: ["a"], to });
    expect([byName.size, end]).toEqual([0, { type: "end", halt: null, unanswered: 1 }]);
  });
});

describe("when it does not go smoothly", () => {
  test("429: waits as long as it is told, and all are found", async () => {
    const { to } = await pool((ids, call) =>
      call === 1
        ? { status: 429, body: { statusCode: 429 }, headers: { "retry-after": "7" } }
        : yes(ids.map((email) => ({ userId: "u", email }))),
    );
    const { byName, end } = await lookUp({ kind: "email", names: names("email", 40), to });
    expect([byName.size, end.halt, slept]).toEqual([40, null, [7_000]]);
  });

  test("429 without end gives up", async () => {
    const { to } = await pool(() => ({ status: 429, body: "" }));
    const { end } = await lookUp({ kind: "email", names: names("email", 300), to });
    expect(end).toEqual({ type: "end", halt: "throttled", unanswered: 300 });
  });

  test("429 from the sandbox", async () => {
    sandbox.set({ rateLimit: 200, retryAfter: true });
    const { byName, end } = await lookUp({ kind: "email", names: names("email", 1_000) });
    expect([byName.size, end.halt]).toEqual([1_000, null]);
  });

  test.each<[string, Partial<Connection>, BehaviourPatch, string]>([
    ["a wrong secret", { accessKeySecret: "wrong" }, {}, "credentials"],
    ["a wrong key id", { accessKeyId: "wrong" }, {}, "credentials"],
    ["a clock that is off", {}, { clockOffsetMs: 600_000 }, "clock"],
    ["no permission", {}, { deny: ["get-user-batch"] }, "permission"],
    ["302", {}, { fault: "redirect-302", faultTimes: -1 }, "redirected"],
    ["307", {}, { fault: "redirect-307", faultTimes: -1 }, "redirected"],
    ["nobody there", { host: "http://127.0.0.1:1" }, {}, "unreachable"],
    ["a host that is no URL", { host: "http://[nonsense" }, {}, "unreachable"],
  ])("%s: ends at once and says why", async (_name, wrong, patch, halt) => {
    for (const errorsAs of ["http", "body"] as const) {
      await sandbox.reset();
      sandbox.set({ ...patch, errorsAs, faultEndpoint: "get-user-batch" });
      const asked = names("email", 1_000);
      const { end, calls } = await lookUp({ kind: "email", names: asked, to: { ...connection(), ...wrong } });
      expect(end).toEqual({ type: "end", halt, unanswered: 1_000 });
      expect(calls).toBeLessThanOrEqual(4);
    }
  });

  test.each([
    "timeout-before-store",
    "reset-before",
    "reset-during",
    "cut-during",
    "stall-during",
    "status-500",
    "status-502",
    "html",
    "truncated",
    "empty",
  ] as const)("%s once: asked again; always: not answered, which is not nobody", async (fault) => {
    sandbox.set({ fault, faultEndpoint: "get-user-batch", faultTimes: 1 });
    const once = await lookUp({ kind: "email", names: names("email", 120) });
    expect([once.byName.size, once.end.halt]).toEqual([120, null]);
    sandbox.set({ fault, faultTimes: -1 });
    const always = await lookUp({ kind: "email", names: names("email", 10) });
    expect(always.end).toEqual({ type: "end", halt: null, unanswered: 10 });
    expect(slept.length).toBeGreaterThanOrEqual(3);
  });

  test("no answer for many lists on end: out of reach", async () => {
    const { to, asked } = await pool(() => ({ status: 500, body: "" }));
    const { end } = await lookUp({ kind: "email", names: names("email", 1_000), to });
    expect(end).toEqual({ type: "end", halt: "unreachable", unanswered: 1_000 });
    expect(asked.length).toBeLessThan(60);
  });

  test.each<[string, unknown]>([
    ["no data", undefined],
    ["null", null],
    ["a text", "x"],
    ["an object", { userId: "u", username: "a" }],
    ["texts", ["u"]],
    ["a user without an id", [{ username: "a" }]],
    ["a user id that is none", [{ userId: "a b\n", username: "a" }]],
    ["a user id that is a number", [{ userId: 7, username: "a" }]],
    ["a name that is a list", [{ userId: "u", username: ["a"] }]],
    ["one good user and one bad", [{ userId: "u", username: "a" }, { username: "a" }]],
  ])("an answer with %s is no answer", async (_name, data) => {
    const { to } = await pool(() => yes(data));
    const { byName, end } = await lookUp({ kind: "username", names: ["a"], to });
    expect([byName.size, end]).toEqual([0, { type: "end", halt: null, unanswered: 1 }]);
  });

  test("what is only shown may be nonsense, and is made harmless", async () => {
    const hostile = { status: "<b>", name: `\u202e\u0000${"x".repeat(5_000)}`, nickname: 7 };
    const { to } = await pool(() => yes([{ userId: "u", username: "a", ...hostile }]));
    const { byName } = await lookUp({ kind: "username", names: ["a"], to });
    expect(byName.get("a")).toEqual({
      name: "a",
      userIds: ["u"],
      status: null,
      displayName: "x".repeat(128),
    });
  });

  test("a user without a name is shown by what there is", async () => {
    const { to } = await pool(() => yes([{ userId: "u", externalId: 7, name: " ", email: "a@x.org" }]));
    const { byName } = await lookUp({ kind: "externalId", names: ["7"], to });
    expect(byName.get("7")).toMatchObject({ userIds: ["u"], displayName: "a@x.org" });
  });
});

describe("when the listener leaves", () => {
  test("nothing more is asked, and a call under way is not waited for", async () => {
    // Longer than the test may take: waiting for it would be noticed.
    sandbox.set({ latencyMs: 60_000 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 40);
    const request = { kind: "email" as const, names: names("email", 1_000) };
    const events: LookupEvent[] = [];
    for await (const event of findUsers(connection(), request, stop.signal, { timeoutMs: 60_000 }))
      events.push(event);
    const end = events.at(-1);
    expect(end).toEqual({ type: "end", halt: null, unanswered: 1_000 });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(sandbox.requests().counts["get-user-batch"] ?? 0).toBeLessThanOrEqual(4);
  });

  test("a pause ends with it", async () => {
    const { to } = await pool(() => ({ status: 429, body: "", headers: { "retry-after": "60" } }));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const request = { kind: "email" as const, names: names("email", 10) };
    const events: LookupEvent[] = [];
    for await (const event of findUsers(to, request, stop.signal)) events.push(event);
    expect(events).toEqual([{ type: "end", halt: null, unanswered: 10 }]);
  });

  test("between two events", async () => {
    const request = { kind: "email" as const, names: names("email", 1_000) };
    for await (const _ of findUsers(connection(), request, new AbortController().signal)) break;
    const before = sandbox.requests().counts["get-user-batch"] ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((sandbox.requests().counts["get-user-batch"] ?? 0) - before).toBeLessThanOrEqual(4);
    expect(before).toBeLessThan(20);
  });

  test("a signal that has fired already: nothing is asked", async () => {
    const { end, calls } = await lookUp({ kind: "email", names: ["a@b"], signal: AbortSignal.abort() });
    expect([end.unanswered, calls]).toEqual([1, 0]);
  });
});

test.each<[string, unknown]>([
  ["another kind", { kind: "label", names: ["a"] }],
  ["no names", { kind: "email", names: [] }],
  ["an empty name", { kind: "email", names: [""] }],
  ["a name that is too long", { kind: "email", names: ["x".repeat(257)] }],
  ["a name twice", { kind: "email", names: ["a", "a"] }],
  ["too many", { kind: "email", names: Array.from({ length: 1_001 }, String) }],
  ["more than that", { kind: "email", names: ["a"], secret: "x" }],
  ["nothing", undefined],
])("the request is not taken: %s", (_name, request) => {
  expect(lookupRequestSchema.safeParse(request).success).toBe(false);
});
