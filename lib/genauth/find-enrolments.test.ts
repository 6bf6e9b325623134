import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type EnrolmentEvent, enrolmentEventSchema } from "@/lib/otp/user-lookup";
import type { BehaviourPatch } from "@/lib/sandbox/behaviour";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { openPort } from "./connection";
import { findEnrolments } from "./find-enrolments";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ users: 60 });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const connection = () => {
  const { host, accessKeyId, accessKeySecret } = sandbox;
  return { host, accessKeyId, accessKeySecret };
};

async function look(patch: BehaviourPatch, userIds: string[], signal = new AbortController().signal) {
  sandbox.set(patch);
  const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
  const events: EnrolmentEvent[] = [];
  for await (const event of findEnrolments(connection(), userIds, signal, { timeoutMs: 1_500, sleep }))
    events.push(enrolmentEventSchema.parse(event));
  const enrolled = new Map(
    events.flatMap((event) =>
      event.type === "found" ? event.users.map(({ userId, enrolled }) => [userId, enrolled] as const) : [],
    ),
  );
  return { enrolled, end: events.at(-1), text: inspect(events, { depth: 9 }) };
}

const ids = () => sandbox.users.map(({ userId }) => userId);

test("says of every user who has an OTP, one call each", async () => {
  const [chosen = ""] = ids();
  await openPort(connection()).send([{ id: 0, userId: chosen, secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }]);
  const { enrolled, end } = await look({}, ids());
  for (const userId of ids()) expect(enrolled.get(userId)).toBe(sandbox.stored(userId) !== undefined);
  expect(enrolled.get(chosen)).toBe(true);
  expect(end).toEqual({ type: "end", halt: null, unanswered: 0 });
  expect(sandbox.requests().counts["get-user-mfa-info"]).toBe(60);
});

test("a user who is not there is in no answer", async () => {
  const { enrolled, end } = await look({}, ["f".repeat(24), ...ids().slice(0, 3)]);
  expect(enrolled.has("f".repeat(24))).toBe(false);
  expect(end).toEqual({ type: "end", halt: null, unanswered: 1 });
});

test("without permission it says so, after one round of calls, and knows nothing of anybody", async () => {
  const { enrolled, end, text } = await look({ deny: ["get-user-mfa-info"] }, ids());
  expect(enrolled.size).toBe(0);
  expect(end).toEqual({ type: "end", halt: "permission", unanswered: 60 });
  expect(sandbox.requests().counts["get-user-mfa-info"]).toBeLessThanOrEqual(4);
  expect(text).not.toContain(sandbox.accessKeySecret);
});

test("goes through faults that pass", async () => {
  const { end } = await look(
    { fault: "status-502", faultEndpoint: "get-user-mfa-info", faultTimes: 5 },
    ids().slice(0, 10),
  );
  expect(end).toEqual({ type: "end", halt: null, unanswered: 0 });
});

test("asks nothing more once it is left", async () => {
  const gone = new AbortController();
  gone.abort();
  const { end } = await look({}, ids(), gone.signal);
  expect(end).toEqual({ type: "end", halt: null, unanswered: 60 });
  expect(sandbox.requests().counts["get-user-mfa-info"] ?? 0).toBe(0);
});

test("of a connection for one tenant nobody outside it is asked about further", async () => {
  const member = sandbox.users.find(({ tenantId }) => tenantId !== null);
  const outsider = sandbox.users.find(({ tenantId }) => tenantId === null);
  const events: EnrolmentEvent[] = [];
  const scoped = { ...connection(), tenantId: member?.tenantId ?? "" };
  const userIds = [member?.userId ?? "", outsider?.userId ?? ""];
  for await (const event of findEnrolments(scoped, userIds, new AbortController().signal)) events.push(event);
  const told = events.flatMap((event) => (event.type === "found" ? event.users : []));
  expect(told.find(({ userId }) => userId === outsider?.userId)).toMatchObject({ enrolled: null });
  expect(told.find(({ userId }) => userId === member?.userId)?.enrolled).toBeTypeOf("boolean");
  expect(sandbox.requests().counts["get-user-mfa-info"]).toBe(1);
});
