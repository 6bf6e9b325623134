import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open-database";
import { attempts, people } from "@/lib/db/people-schema";
import { audit } from "@/lib/db/schema";
import { freshDataFolder } from "@/scripts/support/test-database";
import { beginSecondFactor, confirmSecondFactor, ownSession } from "./account";
import { acceptInvitation, inviteFirstOwner } from "./invitations";
import { signInByCode, signInByPassword } from "./sign-in";
import { browser } from "./testing";

const given = vi.hoisted(() => ({ db: null as unknown }));
vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({ db: given.db }) }));

vi.stubEnv("FERRY_SECRET", "a secret of these tests, long enough for it");

const PASSWORD = "heron lantern violet dust";
const EMAIL = "ada@example.com";
const START = new Date("2026-05-04T09:00:00Z");
let open: OpenDatabase;

beforeAll(async () => {
  open = await openDatabase({ folder: await freshDataFolder() });
  given.db = open.db;
});
afterAll(() => open.close());

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  browser.clear();
  await open.db.delete(people);
  await open.db.delete(attempts);
  const token = await inviteFirstOwner(open.db);
  await acceptInvitation(open.db, token, { name: "Ada", email: EMAIL, password: PASSWORD });
});
afterEach(() => vi.useRealTimers());

const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
const actions = async () => (await open.db.select().from(audit)).map(({ action }) => action);

test("10,000 wrong sign-ins from anywhere: ten are looked at, and the right one has to wait, too", async () => {
  let looked = 0;
  for (let guess = 0; guess < 10_000; guess++) {
    browser.address = `198.51.${guess >> 8}.${guess & 255}`;
    if ((await signInByPassword(EMAIL, `guess ${guess}`)).state === "wrong") looked++;
  }
  expect(looked).toBe(10);
  expect(await signInByPassword(EMAIL, PASSWORD)).toEqual({ state: "later", minutes: 15 });
  expect(
    (await actions()).filter((action) => action === "sign_in_limited"),
    "told once",
  ).toHaveLength(1);
  later(15);
  expect(await signInByPassword(EMAIL, PASSWORD)).toEqual({ state: "in" });
}, 120_000);

test("one address that tries every account is held as well", async () => {
  const states: string[] = [];
  for (let guess = 0; guess < 40; guess++)
    states.push((await signInByPassword(`user${guess}@example.com`, "password")).state);
  expect(states.filter((state) => state === "wrong")).toHaveLength(30);
  expect(states.at(-1)).toBe("later");
});

test("many wrong ones at once get no more than one after the other", async () => {
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, guess) => signInByPassword(EMAIL, `guess ${guess}`)),
  );
  expect(replies.filter(({ state }) => state === "wrong")).toHaveLength(10);
});

test("who was right is not counted: a whole office may sign in from one address", async () => {
  expect(await signInByPassword(EMAIL, PASSWORD)).toEqual({ state: "in" });
  const counted = await open.db.select().from(attempts);
  expect(counted.map(({ count }) => count)).toEqual([0]);
});

test("a network of IPv6 is one address", async () => {
  for (const address of ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2"]) {
    browser.address = address;
    await signInByPassword(EMAIL, "password");
  }
  const counted = await open.db.select().from(attempts);
  expect(
    counted.map(({ count }) => count),
    "of the account, and of the address",
  ).toEqual([2, 2]);
});

test.each([
  ["no such account", "nobody@example.com", PASSWORD],
  ["another password", EMAIL, "another password"],
  ["a token for a password", EMAIL, ""],
])("%s: the same word for all that is wrong", async (_what, email, password) => {
  expect(await signInByPassword(email, password)).toEqual({ state: "wrong" });
  expect(browser.jar.size).toBe(0);
});

test("codes cannot be tried out: five a sign-in, ten in all", async () => {
  await signInByPassword(EMAIL, PASSWORD);
  const begun = await beginSecondFactor(await ownSession(), { password: PASSWORD, code: "" });
  const secret = new URL(begun.ok ? begun.data.uri : "").searchParams.get("secret") ?? "";
  await confirmSecondFactor(await ownSession(), new TOTP({ secret }).generate({ timestamp: Date.now() }));
  browser.clear();
  const states: string[] = [];
  for (let round = 0; round < 4; round++) {
    browser.address = `192.0.2.${round + 10}`;
    await signInByPassword(EMAIL, PASSWORD);
    for (let guess = 0; guess < 6; guess++)
      states.push((await signInByCode("totp", String(100_000 + round * 10 + guess))).state);
  }
  expect(states.filter((state) => state === "wrong")).toHaveLength(10);
  expect(new Set(states)).toEqual(new Set(["wrong", "again", "later"]));
});
