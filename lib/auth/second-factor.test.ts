import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open-database";
import { attempts, people, verifications } from "@/lib/db/people-schema";
import { freshDataFolder } from "@/scripts/support/test-database";
import {
  beginSecondFactor,
  confirmSecondFactor,
  type NewFactor,
  ownSession,
  removeSecondFactor,
  renewBackupCodes,
} from "./account";
import { acceptInvitation, inviteFirstOwner } from "./invitations";
import { currentSession } from "./session";
import { signInByCode, signInByPassword } from "./sign-in";
import { browser } from "./testing";

const given = vi.hoisted(() => ({ db: null as unknown }));
vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({ db: given.db }) }));
vi.stubEnv("FERRY_SECRET", "a secret of these tests, long enough for it");

const PASSWORD = "heron lantern violet dust";
const EMAIL = "ada@example.com";
const WRONG_CODE = { ok: false, code: "code" };

let open: OpenDatabase;
let old: TOTP;
let backupCodes: string[];

const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
const codeOf = (totp: TOTP) => totp.generate({ timestamp: Date.now() });
const appOf = ({ uri }: NewFactor) => new TOTP({ secret: new URL(uri).searchParams.get("secret") ?? "" });

async function begin(password: string, code: string): Promise<NewFactor> {
  const begun = await beginSecondFactor(await ownSession(), { password, code });
  if (!begun.ok) throw new Error(begun.code);
  return begun.data;
}

async function getsIn(kind: "totp" | "backup", code: string): Promise<boolean> {
  const before = browser.jar;
  browser.jar = new Map();
  await signInByPassword(EMAIL, PASSWORD);
  const { state } = await signInByCode(kind, code);
  browser.jar = before;
  return state === "in";
}

beforeAll(async () => {
  open = await openDatabase({ folder: await freshDataFolder() });
  given.db = open.db;
}, 60_000);
afterAll(() => open.close());
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-05-04T09:00:00Z") });
  browser.clear();
  for (const table of [people, attempts, verifications]) await open.db.delete(table);
  const token = await inviteFirstOwner(open.db);
  await acceptInvitation(open.db, token, { name: "Ada", email: EMAIL, password: PASSWORD });
  await signInByPassword(EMAIL, PASSWORD);
  const made = await begin(PASSWORD, "");
  old = appOf(made);
  ({ backupCodes } = made);
  await confirmSecondFactor(await ownSession(), codeOf(old));
  later(2);
});
afterEach(() => vi.useRealTimers());

test("the password alone neither replaces it, nor turns it off, nor makes new backup codes", async () => {
  for (const change of [beginSecondFactor, removeSecondFactor, renewBackupCodes])
    for (const code of ["", "000000", "no-such-code"])
      expect(await change(await ownSession(), { password: PASSWORD, code })).toEqual(WRONG_CODE);
  expect(await currentSession()).toMatchObject({ secondFactor: true });
  expect(await getsIn("backup", backupCodes[0] ?? "")).toBe(true);
});

test("codes are not tried without an end by who knows the password", async () => {
  for (let tried = 0; tried < 10; tried++)
    await removeSecondFactor(await ownSession(), { password: PASSWORD, code: "000000" });
  expect(await removeSecondFactor(await ownSession(), { password: PASSWORD, code: codeOf(old) })).toEqual({
    ok: false,
    code: "later",
  });
});

test("the old one works until the new one is confirmed, and no longer", async () => {
  const made = await begin(PASSWORD, codeOf(old));
  later(2);
  expect(await getsIn("totp", codeOf(old))).toBe(true);
  expect(await getsIn("backup", made.backupCodes[0] ?? "")).toBe(false);
  later(2);
  expect(await confirmSecondFactor(await ownSession(), codeOf(old)), "a code of the old").toEqual({
    ok: false,
    code: "wrong",
  });
  expect(await confirmSecondFactor(await ownSession(), codeOf(appOf(made)))).toMatchObject({ ok: true });
  later(2);
  expect(await getsIn("totp", codeOf(old))).toBe(false);
  expect(await getsIn("backup", backupCodes[0] ?? "")).toBe(false);
  expect(await getsIn("totp", codeOf(appOf(made)))).toBe(true);
  expect(await getsIn("backup", made.backupCodes[0] ?? "")).toBe(true);
});

test("what waits is not readable in the database, and not for ever", async () => {
  const made = await begin(PASSWORD, codeOf(old));
  const stored = JSON.stringify(await open.db.select().from(verifications));
  for (const secret of [...made.backupCodes, appOf(made).secret.base32]) expect(stored).not.toContain(secret);
  later(16);
  expect(await confirmSecondFactor(await ownSession(), codeOf(appOf(made)))).toEqual({
    ok: false,
    code: "over",
  });
  expect(await getsIn("totp", codeOf(old))).toBe(true);
});

test("a code that has shown it is used up, of the app and of the backup codes", async () => {
  const code = codeOf(old);
  expect(await renewBackupCodes(await ownSession(), { password: PASSWORD, code })).toMatchObject({
    ok: true,
  });
  expect(await removeSecondFactor(await ownSession(), { password: PASSWORD, code })).toEqual(WRONG_CODE);
  later(2);
  const renewed = await renewBackupCodes(await ownSession(), { password: PASSWORD, code: codeOf(old) });
  const [first = "", second = ""] = renewed.ok ? renewed.data : [];
  await begin(PASSWORD, first);
  expect(await getsIn("backup", first)).toBe(false);
  expect(await removeSecondFactor(await ownSession(), { password: PASSWORD, code: second })).toMatchObject({
    ok: true,
  });
  expect(await currentSession()).toMatchObject({ secondFactor: false });
});
