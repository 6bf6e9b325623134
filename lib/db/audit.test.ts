import { rmSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDataFolder, startPostgres, type TestServer } from "@/scripts/support/test-database";
import { type AuditEvent, recordAudit, sealOf, verifyAudit } from "./audit";
import { type Database, type OpenDatabase, openDatabase } from "./open-database";

const opened: { close(): Promise<void> }[] = [];
let folder = "";
let server: TestServer | undefined;
afterAll(async () => {
  for (const one of opened) await one.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openIn(kind: string): Promise<OpenDatabase> {
  folder ||= await freshDataFolder();
  process.env.FERRY_SECRET = "a key that only this server has, and nobody else";
  if (kind === "PGlite") return openDatabase({ folder });
  server = await startPostgres();
  return openDatabase({ url: await server.database("audit") });
}

const event = (at: number): AuditEvent => ({
  who: `person-${at % 3}`,
  name: `ann${at % 3}@example.com`,
  action: "run_deleted",
  subject: `run-${at}`,
  details: { rows: at, host: "https://genauth.example", b: null, a: true },
});

describe.each(["PGlite", "PostgreSQL"])("the audit in %s", (kind) => {
  let db: Database;
  beforeAll(async () => {
    const open = await openIn(kind);
    opened.push(open);
    db = open.db;
  }, 60_000);
  /** As somebody can who may do anything to the database, and has no key. */
  const tamper = async (statement: string) => {
    await db.execute(sql`alter table audit disable trigger audit_append_only`);
    await db.execute(sql.raw(statement));
    await db.execute(sql`alter table audit enable trigger audit_append_only`);
  };
  beforeEach(async () => {
    await tamper("truncate audit");
    await db.execute(sql`delete from settings`);
    for (let at = 1; at <= 6; at++) await recordAudit(db, event(at));
  });

  test("whole, it says how many entries there are and how the last is sealed", async () => {
    expect(await verifyAudit(db)).toEqual({
      ok: true,
      entries: 6,
      seal: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test.each(["update audit set name = 'eve'", "delete from audit where id = 6", "truncate audit"])(
    "the database refuses: %s",
    async (statement) => {
      await expect(db.execute(sql.raw(statement))).rejects.toThrow();
      expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 6 });
    },
  );

  test.each<[string, string, { id: number; code: string }]>([
    ["a name", "update audit set name = 'eve' where id = 3", { id: 3, code: "changed" }],
    ["a time", "update audit set at = at + interval '1 ms' where id = 1", { id: 1, code: "changed" }],
    ["a detail", `update audit set details = '{"rows":1}' where id = 4`, { id: 4, code: "changed" }],
    ["a seal", "update audit set seal = decode('00', 'hex') where id = 6", { id: 6, code: "changed" }],
    ["one dropped", "delete from audit where id = 2", { id: 2, code: "missing" }],
    ["the first dropped", "delete from audit where id = 1", { id: 1, code: "missing" }],
    [
      "one dropped and the rest moved up",
      "delete from audit where id = 2; update audit set id = id - 1 where id > 2",
      { id: 2, code: "changed" },
    ],
    [
      "one put in",
      "insert into audit select 7, at, who, name, action, subject, details, seal from audit where id = 2",
      { id: 7, code: "changed" },
    ],
    [
      "two changed places",
      "update audit set id = -id where id in (2, 3); update audit set id = 5 + id where id in (-2, -3)",
      { id: 2, code: "changed" },
    ],
    ["the last dropped", "delete from audit where id = 6", { id: 6, code: "cut" }],
    ["all dropped", "truncate audit", { id: 1, code: "cut" }],
    [
      "the last dropped with what names the last",
      "delete from audit where id = 6; delete from settings",
      { id: 6, code: "cut" },
    ],
    [
      "the last dropped and the one before called the last",
      `delete from audit where id = 6; update settings set value = jsonb_set(value, '{id}', '5')`,
      { id: 6, code: "cut" },
    ],
  ])("%s: is seen", async (_, statements, broken) => {
    for (const statement of statements.split("; ")) await tamper(statement);
    expect(await verifyAudit(db)).toMatchObject({ ok: false, ...broken });
  });

  test("an entry sealed with another key is seen", async () => {
    const [{ seal } = { seal: "" }] = [await verifyAudit(db)].filter((check) => check.ok);
    const own = process.env.FERRY_SECRET;
    process.env.FERRY_SECRET = "another key of the right length, of nobody";
    const forged = { ...event(7), id: 7, at: new Date() };
    const mark = sealOf(forged, Buffer.from(seal, "hex")).toString("hex");
    process.env.FERRY_SECRET = own;
    await tamper(
      `insert into audit values (7, '${forged.at.toISOString()}', '${forged.who}', '${forged.name}', '${forged.action}',
        '${forged.subject}', '${JSON.stringify(forged.details)}', decode('${mark}', 'hex'))`,
    );
    expect(await verifyAudit(db)).toMatchObject({ ok: false, id: 7, code: "changed" });
  });

  test("with another key than before, the key before is wanted as well", async () => {
    const own = process.env.FERRY_SECRET ?? "";
    Object.assign(process.env, { FERRY_SECRET: "the key that this server has from today on" });
    expect(await verifyAudit(db)).toMatchObject({ ok: false, id: 1, code: "changed" });
    Object.assign(process.env, { FERRY_SECRET_PREVIOUS: own });
    expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 6 });
    await recordAudit(db, event(7));
    expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 7 });
    delete process.env.FERRY_SECRET_PREVIOUS;
    process.env.FERRY_SECRET = own;
  });

  test("the whole database put back to an earlier state is seen by an entry noted elsewhere, and only so", async () => {
    const earlier = await db.execute(sql`select value::text as value from settings where name = 'auditEnd'`);
    const value =
      JSON.stringify(earlier)
        .match(/\{\\"id.*?\}/)?.[0]
        .replaceAll('\\"', '"') ?? "";
    await recordAudit(db, event(7));
    const later = await verifyAudit(db);
    const noted = { id: 7, seal: later.ok ? later.seal.slice(0, 16) : "" };
    expect(await verifyAudit(db, noted)).toMatchObject({ ok: true });
    await tamper("delete from audit where id = 7");
    await tamper(`update settings set value = '${value}'`);
    expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 6 });
    expect(await verifyAudit(db, noted)).toMatchObject({ ok: false, id: 7, code: "cut" });
    await recordAudit(db, event(8));
    expect(await verifyAudit(db, noted)).toMatchObject({ ok: false, id: 7, code: "changed" });
  });

  test("entries of many at once come one after the other, none lost", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => recordAudit(db, event(at))));
    expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 26 });
  });
});
