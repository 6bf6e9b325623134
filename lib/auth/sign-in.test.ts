import { eq } from "drizzle-orm";
import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open-database";
import { attempts, people, sessions } from "@/lib/db/people-schema";
import { audit } from "@/lib/db/schema";
import { freshDataFolder, startPostgres, type TestServer } from "@/scripts/support/test-database";
import { beginSecondFactor, changePassword, confirmSecondFactor, ownSession, signOut } from "./account";
import { acceptInvitation, inviteFirstOwner, invitePerson, readInvitation } from "./invitations";
import { changeRole, endSessions, removePerson, setDisabled } from "./people";
import { currentSession } from "./session";
import { signInByCode, signInByPassword } from "./sign-in";
import { browser, scryptCosts } from "./testing";

const given = vi.hoisted(() => ({ db: null as unknown }));
vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({ db: given.db }) }));

vi.stubEnv("FERRY_SECRET", "a secret of these tests, long enough for it");

const PASSWORD = "heron lantern violet dust";
const EMAIL = "ada@example.com";
const START = new Date("2026-05-04T09:00:00Z");
describe.each(["PGlite", "PostgreSQL"])("people sign in on %s", (kind) => {
  let open: OpenDatabase;
  let owner: string;
  let server: TestServer | undefined;

  beforeAll(async () => {
    if (kind === "PostgreSQL") server = await startPostgres();
    open = await openDatabase(
      server ? { url: await server.database("sign_in") } : { folder: await freshDataFolder() },
    );
    given.db = open.db;
    // The one of the kind before.
    Reflect.deleteProperty(globalThis, Symbol.for("otp-ferry.sign-in"));
  }, 60_000);
  afterAll(async () => {
    await open.close();
    await server?.stop();
  });

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: START });
    browser.clear();
    await open.db.delete(people);
    await open.db.delete(attempts);
    const token = await inviteFirstOwner(open.db);
    owner =
      (await acceptInvitation(open.db, token, { name: "Ada", email: EMAIL, password: PASSWORD }))?.id ?? "";
  });
  afterEach(() => vi.useRealTimers());

  const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
  const actions = async () => (await open.db.select().from(audit)).map(({ action }) => action);

  test("a password makes a session, and signing out ends it", async () => {
    expect(await currentSession()).toBeNull();
    expect(await signInByPassword(EMAIL, PASSWORD)).toEqual({ state: "in" });
    expect(await currentSession()).toMatchObject({ person: { id: owner, name: "Ada", role: "owner" } });
    const copied = new Map(browser.jar);
    await signOut(await ownSession());
    expect(await currentSession()).toBeNull();
    for (const [name, value] of copied) browser.jar.set(name, value);
    expect(await currentSession(), "the cookie of before is worth nothing").toBeNull();
    expect(await actions()).toEqual(expect.arrayContaining(["signed_in", "signed_out"]));
  });

  test("a password costs whoever guesses it 32 MB and 16,384 rounds of scrypt each time", async () => {
    scryptCosts.length = 0;
    await signInByPassword(EMAIL, PASSWORD);
    await signInByPassword(EMAIL, "not the password at all");
    await signInByPassword("nobody@example.com", PASSWORD);
    expect(scryptCosts).toHaveLength(3);
    for (const cost of scryptCosts) expect(cost).toMatchObject({ N: 16_384, r: 16, p: 1 });
  });

  test("a session ends when nobody does anything for half an hour; a page that watches is nobody", async () => {
    await signInByPassword(EMAIL, PASSWORD);
    later(29);
    expect(await currentSession()).not.toBeNull();
    later(29);
    expect(await currentSession(true)).not.toBeNull();
    later(2);
    expect(await currentSession(true)).toBeNull();
    expect(await open.db.select().from(sessions)).toEqual([]);
  });

  test("a session ends after twelve hours, whatever is done", async () => {
    await signInByPassword(EMAIL, PASSWORD);
    for (let quarter = 1; quarter < 48; quarter++) {
      later(15);
      expect(await currentSession(), `${quarter} quarters`).not.toBeNull();
    }
    later(15.1);
    expect(await currentSession()).toBeNull();
  });

  test("each sign-in makes a session of its own, and a cookie that is not signed by the server is none", async () => {
    await signInByPassword(EMAIL, PASSWORD);
    const [[name, first] = ["", ""]] = browser.jar;
    await signInByPassword(EMAIL, PASSWORD);
    expect(browser.jar.get(name)).not.toBe(first);
    const [session] = await open.db.select().from(sessions);
    browser.jar.set(name, session?.token ?? "");
    expect(await currentSession(), "what lies in the database is no cookie").toBeNull();
    browser.jar.set(name, `${session?.token}.${"A".repeat(43)}=`);
    expect(await currentSession()).toBeNull();
  });

  test("who is disabled is out at once, and does not come in again", async () => {
    const token = await invitePerson(open.db, "bob@example.com", "support");
    const bob = { name: "Bob", email: "ignored@example.com", password: PASSWORD };
    const id = (await acceptInvitation(open.db, token ?? "", bob))?.id ?? "";
    await signInByPassword("bob@example.com", PASSWORD);
    expect(await currentSession()).toMatchObject({ person: { role: "support" }, email: "bob@example.com" });
    await setDisabled(open.db, id, true);
    expect(await currentSession()).toBeNull();
    expect(await signInByPassword("bob@example.com", PASSWORD)).toEqual({ state: "wrong" });
  });

  test("the last owner who can sign in stays one: neither demoted, nor kept out, nor removed", async () => {
    const takeAway = [
      () => changeRole(open.db, owner, "admin"),
      () => setDisabled(open.db, owner, true),
      () => removePerson(open.db, owner),
    ];
    for (const take of takeAway) expect(await take()).toBe("last_owner");

    const token = (await invitePerson(open.db, "grace@example.com", "owner")) ?? "";
    const grace = { name: "Grace", email: "grace@example.com", password: PASSWORD };
    const other = (await acceptInvitation(open.db, token, grace))?.id ?? "";
    expect(await setDisabled(open.db, other, true)).toBe("done");
    for (const take of takeAway) expect(await take(), "the other one cannot sign in").toBe("last_owner");
    expect(await setDisabled(open.db, other, false)).toBe("done");
    expect(await changeRole(open.db, owner, "admin")).toBe("done");
    expect(await removePerson(open.db, other)).toBe("last_owner");
  });

  test("a changed password ends the other sessions", async () => {
    await signInByPassword(EMAIL, PASSWORD);
    const elsewhere = new Map(browser.jar);
    browser.jar.clear();
    await signInByPassword(EMAIL, PASSWORD);
    const session = await ownSession();
    expect(await changePassword(session, "not it", "three other words here")).toEqual({
      ok: false,
      code: "wrong",
    });
    expect(await changePassword(session, PASSWORD, "three other words here")).toMatchObject({ ok: true });
    expect(await currentSession()).not.toBeNull();
    browser.jar = elsewhere;
    expect(await currentSession()).toBeNull();
    expect(await signInByPassword(EMAIL, PASSWORD)).toEqual({ state: "wrong" });
  });

  async function withFactor(): Promise<{ totp: TOTP; backupCodes: string[]; code: string }> {
    await signInByPassword(EMAIL, PASSWORD);
    const begun = await beginSecondFactor(await ownSession(), { password: PASSWORD, code: "" });
    if (!begun.ok) throw new Error("No second factor.");
    const totp = new TOTP({ secret: new URL(begun.data.uri).searchParams.get("secret") ?? "" });
    expect(await confirmSecondFactor(await ownSession(), "000000")).toEqual({ ok: false, code: "wrong" });
    const code = totp.generate({ timestamp: Date.now() });
    expect(await confirmSecondFactor(await ownSession(), code)).toMatchObject({ ok: true });
    await endSessions(open.db, owner);
    browser.clear();
    return { totp, backupCodes: begun.data.backupCodes, code };
  }

  test("with a second factor the password alone is no session, and a code works once", async () => {
    const { totp } = await withFactor();
    later(2);
    expect(await signInByPassword(EMAIL, PASSWORD)).toEqual({ state: "code" });
    expect(await currentSession()).toBeNull();
    expect(await signInByCode("totp", "000000")).toEqual({ state: "wrong" });
    const code = totp.generate({ timestamp: Date.now() });
    expect(await signInByCode("totp", code)).toEqual({ state: "in" });
    expect(await currentSession()).toMatchObject({ secondFactor: true });
    browser.clear();
    await signInByPassword(EMAIL, PASSWORD);
    expect(await signInByCode("totp", code)).toEqual({ state: "again" });
    expect(await currentSession()).toBeNull();
  });

  test("a backup code works once, and neither works without the password first", async () => {
    const { totp, backupCodes } = await withFactor();
    const [code = ""] = backupCodes;
    expect(await signInByCode("totp", totp.generate({ timestamp: Date.now() }))).toEqual({ state: "again" });
    await signInByPassword(EMAIL, PASSWORD);
    expect(await signInByCode("backup", code)).toEqual({ state: "in" });
    browser.clear();
    await signInByPassword(EMAIL, PASSWORD);
    expect(await signInByCode("backup", code)).toEqual({ state: "wrong" });
  });

  test("an invitation is good once, for seven days, for its own address; the first owner's until there is one", async () => {
    expect(await invitePerson(open.db, EMAIL, "admin"), "somebody has the address").toBeNull();
    const old = (await invitePerson(open.db, "eve@example.com", "admin")) ?? "";
    const token = (await invitePerson(open.db, "eve@example.com", "auditor")) ?? "";
    expect(await readInvitation(open.db, old), "a later one replaces it").toBeNull();
    expect(await readInvitation(open.db, token)).toEqual({ email: "eve@example.com", role: "auditor" });
    later(7 * 24 * 60);
    expect(await readInvitation(open.db, token)).toBeNull();
    const [again = "", first] = [
      (await invitePerson(open.db, "eve@example.com", "auditor")) ?? "",
      await inviteFirstOwner(open.db),
    ];
    expect(await readInvitation(open.db, first), "there is an owner").toBeNull();
    const eve = { name: "Eve", email: "other@example.com", password: PASSWORD };
    const both = await Promise.all([
      acceptInvitation(open.db, again, eve),
      acceptInvitation(open.db, again, eve),
    ]);
    expect(both.filter(Boolean)).toEqual([
      { id: expect.any(String), email: "eve@example.com", role: "auditor" },
    ]);
  });

  test("nothing that was typed stays anywhere: no password, no token, no wrong e-mail", async () => {
    const { backupCodes } = await withFactor();
    await signInByPassword("my password, in the wrong field", PASSWORD);
    const tables = await Promise.all(
      [
        "people",
        "accounts",
        "sessions",
        "second_factors",
        "verifications",
        "invitations",
        "attempts",
        "audit",
      ].map(async (table) => JSON.stringify(await open.db.execute(`select * from ${table}`))),
    );
    for (const secret of [PASSWORD, "wrong field", ...backupCodes])
      expect(tables.join("\n")).not.toContain(secret);
    expect(await open.db.select().from(people).where(eq(people.id, owner))).toHaveLength(1);
  });

  test("whoever signs in leaves the session in which the browser was", async () => {
    await signInByPassword(EMAIL, PASSWORD);
    const before = new Map(browser.jar);
    await signInByPassword(EMAIL, PASSWORD);
    expect(await currentSession()).not.toBeNull();
    browser.jar = before;
    expect(await currentSession()).toBeNull();
  });

  test("what is wrong in the second step is written down with whose sign-in it was, and no code", async () => {
    const { totp, backupCodes } = await withFactor();
    later(2);
    await signInByPassword(EMAIL, PASSWORD);
    await signInByCode("totp", "000000");
    await signInByCode("backup", "no-such-code");
    const refused = (await open.db.select().from(audit)).filter(({ action }) => action === "sign_in_refused");
    expect(refused.slice(-2)).toMatchObject([
      { who: owner, name: "Ada", subject: owner, details: { step: "totp" } },
      { who: owner, name: "Ada", subject: owner, details: { step: "backup" } },
    ]);
    // A code without the first step is nobody's, also in a browser that is signed in.
    await signInByCode("backup", backupCodes[0] ?? "");
    expect(await currentSession()).not.toBeNull();
    expect(await signInByCode("totp", totp.generate({ timestamp: Date.now() }))).toEqual({ state: "again" });
  });

  test("the code that has shown that an app is set up is used, too", async () => {
    const { code } = await withFactor();
    await signInByPassword(EMAIL, PASSWORD);
    expect(await signInByCode("totp", code)).toEqual({ state: "again" });
    expect(await currentSession()).toBeNull();
  });

  test("a backup code is taken once, also of two who come at once", async () => {
    const { backupCodes } = await withFactor();
    const jars: Map<string, string>[] = [];
    for (let who = 0; who < 2; who++) {
      browser.jar = new Map();
      await signInByPassword(EMAIL, PASSWORD);
      jars.push(new Map(browser.jar));
    }
    const replies = jars.map((jar) => {
      browser.jar = jar;
      return signInByCode("backup", backupCodes[0] ?? "").catch(() => ({ state: "failed" }));
    });
    const states = (await Promise.all(replies)).map(({ state }) => state);
    expect(states.filter((state) => state === "in")).toHaveLength(1);
  });

  test("until there is an owner the first owner's link is good, whoever else is a person", async () => {
    await open.db.delete(people);
    const bob = { name: "Bob", email: "bob@example.com", password: PASSWORD };
    await acceptInvitation(open.db, (await invitePerson(open.db, bob.email, "auditor")) ?? "", bob);
    const token = await inviteFirstOwner(open.db);
    expect(await readInvitation(open.db, token)).toEqual({ email: null, role: "owner" });
    expect(await acceptInvitation(open.db, token, bob), "an address that is somebody's").toBeNull();
    const ada = { name: "Ada", email: EMAIL, password: PASSWORD };
    expect(await acceptInvitation(open.db, await inviteFirstOwner(open.db), ada)).toMatchObject({
      role: "owner",
    });
  });
});
