import type { Remote } from "comlink";
import { describe, expect, test, vi } from "vitest";
import {
  type EnrolmentEvent,
  type LookupEvent,
  type LookupReply,
  type LookupRequest,
  MOST_NAMES,
} from "@/lib/otp/user-lookup";
import { Finder } from "./finder";
import { Sheet } from "./sheet";
import { range, secretOf, userIdOf } from "./testing";

/** A sheet as the page has it: every call takes a while, and everything is copied on its way. */
function remote(sheet: Sheet): Remote<Sheet> {
  return new Proxy(sheet, {
    get:
      (_, name: keyof Sheet) =>
      async (...given: never[]) => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        const call = sheet[name] as (...given: never[]) => unknown;
        return structuredClone(call.apply(sheet, structuredClone(given)));
      },
  }) as unknown as Remote<Sheet>;
}

const END: LookupEvent = { type: "end", halt: null, unanswered: 0 };
const found = (names: readonly string[]): LookupEvent => ({
  type: "found",
  users: names.map((name) => ({
    name,
    userIds: [name.includes("@") ? userIdOf(Number(/\d+/.exec(name)?.[0])) : name],
    status: "Activated",
    displayName: null,
  })),
});
type Answer = (names: string[], call: number) => AsyncIterable<unknown>;
const all: Answer = async function* (names) {
  yield found(names);
  yield END;
};

async function setUp(count: number, answer: Answer = all, reply?: () => Promise<LookupReply>) {
  const sheet = new Sheet();
  const lines = range(count).map((number) => `user${number}@example.com,${secretOf(number)},totp,SHA1,6,30`);
  const blob = new Blob([`email,secret,type,algorithm,digits,period\n${lines.join("\n")}\n`]);
  await sheet.load([{ blob, name: "" }]);
  const finder = new Finder(remote(sheet));
  const asked: LookupRequest[] = [];
  const findUsers = vi.fn(async (request: LookupRequest): Promise<LookupReply> => {
    asked.push(request);
    if (reply) return reply();
    return { ok: true, events: answer(request.names, asked.length) as AsyncIterable<LookupEvent> };
  });
  const findEnrolments = vi.fn(
    async ({ userIds }: { userIds: string[] }): Promise<LookupReply<EnrolmentEvent>> => ({
      ok: true,
      events: (async function* () {
        yield {
          type: "found" as const,
          users: userIds.map((userId) => ({ userId, enrolled: userId === userIdOf(1) })),
        };
        yield { type: "end" as const, halt: null, unanswered: 0 };
      })(),
    }),
  );
  const counts = () => {
    const states = sheet.report(0, count).map(({ state }) => state);
    return {
      ready: states.filter((one) => one === "ready").length,
      blocked: states.filter((one) => one === "blocked").length,
    };
  };
  return { sheet, finder, asked, findUsers, findEnrolments, counts };
}

test("every name is asked for once, in parts, no secret goes along, and the rows become ready", async () => {
  const { finder, asked, findUsers, findEnrolments, counts } = await setUp(MOST_NAMES + 2);
  expect(counts()).toEqual({ ready: 0, blocked: MOST_NAMES + 2 });
  await finder.start("nameless", { findUsers, findEnrolments });
  expect(asked.map(({ kind, names }) => [kind, names.length])).toEqual([
    ["email", MOST_NAMES],
    ["email", 2],
  ]);
  expect(JSON.stringify(asked)).not.toContain(secretOf(1));
  expect(counts()).toEqual({ ready: MOST_NAMES + 2, blocked: 0 });
  expect(finder.state()).toEqual({
    phase: "done",
    scope: "nameless",
    stopped: false,
    users: { unanswered: 0, halt: null, lost: false },
    enrolments: null,
  });
});

test("it begins once, tells how far it is, and is forgotten on request", async () => {
  const { finder, findUsers, findEnrolments, asked } = await setUp(3);
  const phases: string[] = [];
  finder.subscribe(() => phases.push(finder.state().phase));
  const search = finder.start("nameless", { findUsers, findEnrolments });
  finder.reset();
  expect(finder.state()).toMatchObject({ phase: "searching" });
  await Promise.all([search, finder.start("nameless", { findUsers, findEnrolments })]);
  expect(asked).toHaveLength(1);
  expect([phases.at(0), phases.at(-1)]).toEqual(["searching", "done"]);
  finder.reset();
  expect(finder.state()).toEqual({ phase: "idle" });
});

describe("a search ends early", () => {
  test("when GenAuth halts it: the rest is not asked for, and why is told", async () => {
    const { finder, findUsers, findEnrolments, asked, counts } = await setUp(
      MOST_NAMES + 2,
      async function* (names) {
        yield found(names.slice(0, 1));
        yield { type: "end", halt: "permission", unanswered: names.length - 1 };
      },
    );
    await finder.start("nameless", { findUsers, findEnrolments });
    expect(finder.state()).toMatchObject({
      users: { unanswered: MOST_NAMES - 1, halt: "permission", lost: false },
      enrolments: null,
    });
    expect([asked.length, counts().ready]).toEqual([1, 1]);
  });

  test.each<[string, Answer]>([
    [
      "breaks off",
      async function* (names) {
        yield found(names.slice(0, 1));
        throw new Error("network error");
      },
    ],
    [
      "has no last word",
      async function* (names) {
        yield found(names.slice(0, 1));
      },
    ],
  ])("when the answer %s: what has come counts, and a new search asks for the rest", async (_, broken) => {
    const { finder, findUsers, findEnrolments, asked, counts } = await setUp(3, (names, call) =>
      (call === 1 ? broken : all)(names, call),
    );
    await finder.start("nameless", { findUsers, findEnrolments });
    expect(finder.state()).toMatchObject({ phase: "done", users: { lost: true, halt: null } });
    expect(counts()).toEqual({ ready: 1, blocked: 2 });
    await finder.start("nameless", { findUsers, findEnrolments });
    expect(asked[1]?.names).toEqual(["user1@example.com", "user2@example.com"]);
    expect(counts()).toEqual({ ready: 3, blocked: 0 });
  });

  test("when the server takes nothing or cannot be reached", async () => {
    for (const reply of [
      async (): Promise<LookupReply> => ({ ok: false, code: "malformed" }),
      () => Promise.reject(new Error("Failed to fetch")),
    ]) {
      const { finder, findUsers, findEnrolments } = await setUp(2, all, reply);
      await finder.start("nameless", { findUsers, findEnrolments });
      expect(finder.state()).toMatchObject({ phase: "done", users: { lost: true } });
    }
  });

  test("when the admin stops it, after the names that are being asked for", async () => {
    const { finder, findUsers, findEnrolments, asked, counts } = await setUp(
      MOST_NAMES + 2,
      async function* (names) {
        finder.stop();
        yield found(names);
        yield END;
      },
    );
    await finder.start("nameless", { findUsers, findEnrolments });
    expect([asked.length, counts().ready]).toEqual([1, MOST_NAMES]);
    expect(finder.state()).toMatchObject({ phase: "done", stopped: true, users: { lost: false } });
  });
});

test("news that nobody understands is passed over", async () => {
  const { finder, findUsers, findEnrolments, counts } = await setUp(2, async function* (names) {
    yield { type: "found", users: [{ name: names[0] }] };
    yield found(names.slice(1));
    yield END;
  });
  await finder.start("nameless", { findUsers, findEnrolments });
  expect(counts()).toEqual({ ready: 1, blocked: 1 });
});

describe("a check of those who could be sent to", () => {
  test("asks for them by user id, then who has an OTP, and writes it beside their rows", async () => {
    const { sheet, finder, findUsers, findEnrolments, asked } = await setUp(3);
    await finder.start("nameless", { findUsers, findEnrolments });
    await finder.start("ready", { findUsers, findEnrolments });
    expect(asked.map(({ kind }) => kind)).toEqual(["email", "userId"]);
    expect(findEnrolments.mock.calls[0]).toEqual([{ userIds: [0, 1, 2].map(userIdOf) }]);
    expect(JSON.stringify([asked, findEnrolments.mock.calls])).not.toContain(secretOf(1));
    const rows = sheet.report(0, 3);
    expect(rows.map(({ member }) => member?.enrolled)).toEqual([false, true, false]);
    expect(rows.map(({ issues }) => issues.some(({ code }) => code === "user_has_otp"))).toEqual([
      false,
      true,
      false,
    ]);
    expect(finder.state()).toMatchObject({ enrolments: { unanswered: 0, halt: null, lost: false } });
  });

  test("without permission to see who has an OTP it says so", async () => {
    const { finder, findUsers } = await setUp(3);
    const denied = async (): Promise<LookupReply<EnrolmentEvent>> => ({
      ok: true,
      events: (async function* () {
        yield { type: "end" as const, halt: "permission" as const, unanswered: 3 };
      })(),
    });
    await finder.start("nameless", { findUsers, findEnrolments: denied });
    await finder.start("ready", { findUsers, findEnrolments: denied });
    expect(finder.state()).toMatchObject({
      users: { halt: null },
      enrolments: { unanswered: 3, halt: "permission", lost: false },
    });
  });
});
