import { describe, expect, test } from "vitest";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import type { FoundUser } from "@/lib/otp/user-lookup";
import { Rows } from "./rows";
import { Step } from "./step";
import { UserSearch } from "./user-search";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const ID = "5f8d0d55b54764421b7156c1";

function rowsOf(...records: Partial<SourceRecord>[]) {
  const rows = new Rows();
  rows.add(
    0,
    records.map((record, at) => ({ ...emptyRecord(at + 1), secret: SECRET, ...record })),
  );
  return { rows, search: new UserSearch(rows) };
}
const found = (name: string, ...userIds: string[]): FoundUser => ({
  name,
  userIds,
  status: null,
  displayName: null,
});
const codes = (rows: Rows, id: number) => rows.sets.codes(rows.byId(id)?.issues ?? 0);

describe("the names that are asked for", () => {
  test("are those of rows without a user id, the most telling first, each once and no secret among them", () => {
    const { search } = rowsOf(
      { userId: ID, email: "has-id@example.com" },
      { email: "a@example.com", username: "a" },
      { email: "a@example.com" },
      { username: "b" },
      { label: "a token" },
      { email: `${"x".repeat(300)}@example.com` },
    );
    expect(search.begin("nameless")).toBe(2);
    expect(search.take(1000)).toEqual({ kind: "email", names: ["a@example.com"] });
    search.skip("email", ["a@example.com"]);
    expect(search.take(1000)).toEqual({ kind: "username", names: ["b"] });
    search.skip("username", ["b"]);
    expect(search.take(1000)).toBeNull();
  });

  test("come in parts of the size asked for", () => {
    const { search } = rowsOf(...Array.from({ length: 25 }, (_, at) => ({ email: `u${at}@example.com` })));
    search.begin("nameless");
    const parts: number[] = [];
    for (let part = search.take(10); part; part = search.take(10)) {
      parts.push(part.names.length);
      search.skip(part.kind, part.names);
    }
    expect(parts).toEqual([10, 10, 5]);
  });
});

describe("what comes back", () => {
  test("gives every row of that user the id, and makes it ready", () => {
    const { rows, search } = rowsOf({ email: "a@example.com" });
    expect(rows.counts().blocked).toBe(1);
    search.begin("nameless");
    search.apply(new Step(rows, "find_users"), "email", [found("a@example.com", ID)]);
    expect(rows.byId(0)?.record.userId).toBe(ID);
    expect(rows.counts().ready).toBe(1);
  });

  test("two names of one user are seen to be the same user", () => {
    const { rows, search } = rowsOf({ email: "a@example.com" }, { username: "a" });
    search.begin("nameless");
    search.apply(new Step(rows, "find_users"), "email", [found("a@example.com", ID)]);
    search.apply(new Step(rows, "find_users"), "username", [found("a", ID)]);
    expect(codes(rows, 0)).toContain("user_duplicate");
    expect(codes(rows, 1)).toContain("user_duplicate");
  });

  test("nobody or several is said on the row, which stays blocked, until another search finds the one", () => {
    const { rows, search } = rowsOf({ email: "nobody@example.com" }, { email: "two@example.com" });
    search.begin("nameless");
    search.apply(new Step(rows, "find_users"), "email", [
      found("nobody@example.com"),
      found("two@example.com", ID, "other"),
    ]);
    expect(codes(rows, 0)).toContain("user_not_found");
    expect(codes(rows, 1)).toContain("user_ambiguous");
    expect(codes(rows, 0)).not.toContain("user_id_missing");
    expect(rows.counts()).toMatchObject({ blocked: 2, ready: 0 });
    expect(search.begin("nameless")).toBe(2);
    search.apply(new Step(rows, "find_users"), "email", [found("nobody@example.com", ID)]);
    expect(codes(rows, 0)).not.toContain("user_not_found");
  });

  test("is not written into a row that was removed, filled in or sent meanwhile", () => {
    const { rows, search } = rowsOf(
      { email: "a@example.com" },
      { email: "a@example.com" },
      { email: "a@example.com" },
    );
    search.begin("nameless");
    const [removed, filled, sent] = [0, 1, 2].map((id) => rows.byId(id));
    if (!removed || !filled || !sent) throw new Error("rows");
    rows.setRemoved(removed, true);
    rows.replace(filled, { ...filled.record, userId: "by-hand" });
    rows.setOutcome(sent, { state: "sending" });
    search.apply(new Step(rows, "find_users"), "email", [found("a@example.com", ID)]);
    expect([removed, filled, sent].map(({ record }) => record.userId)).toEqual(["", "by-hand", ""]);
  });
});

describe("a check of all users", () => {
  const told = (name: string, status: string): FoundUser => ({
    name,
    userIds: [name],
    status,
    displayName: "Ada",
  });
  const OTHER = "5f8d0d55b54764421b7156c2";

  test("leaves out who is not active, unless the admin lets them through", () => {
    const { rows, search } = rowsOf({ userId: ID }, { userId: OTHER });
    expect(search.begin("ready")).toBe(2);
    search.apply(new Step(rows, "find_users"), "userId", [told(ID, "Suspended"), told(OTHER, "Activated")]);
    expect(codes(rows, 0)).toContain("user_inactive");
    expect(rows.counts()).toMatchObject({ blocked: 1, ready: 1 });
    expect(rows.members.get(ID)).toEqual({ status: "Suspended", displayName: "Ada", enrolled: null });
    rows.choose({ ...rows.choices, acceptInactiveUsers: true });
    expect(codes(rows, 0)).toContain("user_inactive_accepted");
    expect(rows.counts()).toMatchObject({ ready: 2 });
    search.begin("ready");
    search.apply(new Step(rows, "find_users"), "userId", [told(ID, "Activated")]);
    expect(codes(rows, 0)).not.toContain("user_inactive_accepted");
  });

  test("asks for nobody whose row could not be sent, so that none becomes ready unseen", () => {
    const { rows, search } = rowsOf(
      { userId: ID, secret: "?" },
      { email: "a@example.com" },
      { userId: OTHER },
    );
    expect(search.begin("ready")).toBe(1);
    search.apply(new Step(rows, "find_users"), "userId", [told(OTHER, "Archived")]);
    expect(rows.counts().ready).toBe(0);
    expect(search.begin("ready"), "but for those whom a search has put there").toBe(1);
  });

  test("asks about the OTPs of those who could be sent to, and marks who has one", () => {
    const { rows, search } = rowsOf({ userId: ID }, { userId: OTHER }, { userId: "" });
    expect(search.beginEnrolments()).toBe(2);
    expect(search.takeEnrolments(1)).toEqual([ID]);
    search.applyEnrolments(new Step(rows, "find_users"), [{ userId: ID, enrolled: true }]);
    expect(codes(rows, 0)).toContain("user_has_otp");
    expect(rows.counts().ready).toBe(2);
    search.skipEnrolments([OTHER]);
    expect(search.takeEnrolments(1)).toEqual([]);
    search.beginEnrolments();
    search.applyEnrolments(new Step(rows, "find_users"), [{ userId: ID, enrolled: false }]);
    expect(codes(rows, 0)).not.toContain("user_has_otp");
  });

  test("blocks who is outside the tenant, until a later look finds them in it", () => {
    const { rows, search } = rowsOf({ userId: ID });
    search.beginEnrolments();
    search.applyEnrolments(new Step(rows, "find_users"), [{ userId: ID, enrolled: null }]);
    expect(codes(rows, 0)).toContain("user_outside_tenant");
    expect(rows.counts()).toMatchObject({ blocked: 1 });
    expect(search.begin("ready")).toBe(1);
    search.apply(new Step(rows, "find_users"), "userId", [told(ID, "Activated")]);
    search.beginEnrolments();
    search.applyEnrolments(new Step(rows, "find_users"), [{ userId: ID, enrolled: false }]);
    expect(rows.counts()).toMatchObject({ ready: 1 });
  });

  test("another user id in the row is another user: what was said of the first goes with it", () => {
    const { rows, search } = rowsOf({ userId: ID });
    search.begin("ready");
    const row = rows.byId(0);
    if (!row) throw new Error("row");
    rows.replace(row, { ...row.record, userId: OTHER });
    search.apply(new Step(rows, "find_users"), "userId", [told(ID, "Suspended")]);
    expect(codes(rows, 0)).not.toContain("user_inactive");
  });
});

describe("for another pool", () => {
  const asked = (rows: Rows, search: UserSearch, scope: "nameless" | "ready", users: FoundUser[]) => {
    search.begin(scope);
    for (let part = search.take(1000); part; part = search.take(1000)) {
      search.apply(new Step(rows, "find_users"), part.kind, users);
      search.skip(part.kind, part.names);
    }
  };
  const forget = (rows: Rows, search: UserSearch) => search.forget(new Step(rows, "find_users"));

  test("user ids that the first one has given go, those of the file and of the admin stay", () => {
    const { rows, search } = rowsOf(
      { email: "a@example.com" },
      { userId: ID, email: "b@example.com" },
      { email: "c@example.com" },
      { email: "d@example.com" },
    );
    asked(rows, search, "nameless", [found("a@example.com", "pool-1-a"), found("c@example.com", "pool-1-c")]);
    asked(rows, search, "ready", [found(ID, ID)]);
    const typed = rows.byId(2);
    if (typed) rows.replace(typed, { ...typed.record, userId: "typed-by-hand" });
    const removed = rows.byId(0);
    if (removed) rows.setRemoved(removed, true);
    forget(rows, search);
    expect([0, 1, 2, 3].map((id) => rows.byId(id)?.record.userId)).toEqual(["", ID, "typed-by-hand", ""]);
    expect(rows.members.get(ID)).toBe(null);
  });

  test("nobody is inactive, missing or enrolled any more", () => {
    const { rows, search } = rowsOf({ userId: ID }, { email: "gone@example.com" });
    asked(rows, search, "nameless", [found("gone@example.com")]);
    asked(rows, search, "ready", [{ ...found(ID, ID), status: "Suspended" }]);
    search.beginEnrolments();
    search.applyEnrolments(new Step(rows, "find_users"), [{ userId: ID, enrolled: true }]);
    expect(codes(rows, 1)).toContain("user_not_found");
    forget(rows, search);
    const said = [...codes(rows, 0), ...codes(rows, 1)];
    expect(said).toContain("user_id_missing");
    expect(said.filter((code) => /found|inactive|has_otp|outside/.test(code))).toEqual([]);
    expect(rows.counts().ready).toBe(1);
  });

  test("an answer of the first one that comes too late changes no row", () => {
    const { rows, search } = rowsOf({ email: "a@example.com" });
    search.begin("nameless");
    search.take(1000);
    forget(rows, search);
    search.apply(new Step(rows, "find_users"), "email", [found("a@example.com", "pool-1-a")]);
    expect(rows.byId(0)?.record.userId).toBe("");
  });
});
