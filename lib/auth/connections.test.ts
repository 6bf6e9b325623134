import { rmSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connections } from "@/lib/db/connection-schema";
import { getLedger } from "@/lib/db/database";
import { type Database, rowsOf } from "@/lib/db/open-database";
import { audit } from "@/lib/db/schema";
import type { ConnectionFields } from "@/lib/otp/connection-fields";
import { ROLES, type Role } from "@/lib/otp/role";
import { freshDataFolder } from "@/scripts/support/test-database";
import {
  addConnection,
  changeConnection,
  removeConnection,
  resealConnections,
  shareConnection,
} from "./connection-desk";
import { connectionFor, connectionsOf, ENVIRONMENT, startingConnection } from "./connections";
import type { Person } from "./person";

const given = vi.hoisted(() => ({ connection: null as object | null }));
vi.mock("@/lib/env/connection", () => ({ getConnection: () => given.connection }));

const SECRET = "marked-first-secret-of-this-server";
const NEXT = "marked-second-secret-of-this-server";
const as = (role: Role, id: string = role): Person => ({ id, name: `${id}@example.com`, role });
const owner = as("owner");
const ann = as("admin", "ann");
const bob = as("admin", "bob");

const FIELDS: ConnectionFields = {
  name: "Production",
  host: "https://pool.example",
  accessKeyId: "key-1",
  accessKeySecret: "marked-key-secret",
  tenantId: "",
};

let folder: string;
let db: Database;
beforeAll(async () => {
  folder = await freshDataFolder();
  vi.stubEnv("FERRY_DATA", folder);
  db = (await getLedger()).db;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  vi.stubEnv("FERRY_SIGN_IN", "required");
  vi.stubEnv("FERRY_SECRET", SECRET);
});
afterEach(async () => {
  given.connection = null;
  vi.stubEnv("FERRY_SECRET_PREVIOUS", "");
  vi.stubEnv("FERRY_PRIVATE_HOSTS", "");
  await db.delete(connections);
});

async function add(changes: Partial<ConnectionFields> = {}): Promise<string> {
  const reply = await addConnection(owner, { ...FIELDS, ...changes });
  if (!reply.ok) throw new Error(reply.code);
  return reply.id;
}
const names = async (person: Person) => (await connectionsOf(person)).map(({ name }) => name);
const secretOf = async (id: string) => (await connectionFor(owner, id)).accessKeySecret;
const locked = async (id: string) => (await connectionsOf(owner)).find((view) => view.id === id)?.locked;

test("a connection is kept, and given to a page without its secret", async () => {
  const id = await add({ tenantId: "t-1" });
  expect(await connectionFor(owner, id)).toEqual({
    ...FIELDS,
    id,
    tenantId: "t-1",
    publicOnly: true,
  });
  const views = await connectionsOf(owner);
  expect(views).toMatchObject([{ id, name: "Production", tenantId: "t-1", fixed: false, locked: false }]);
  expect(JSON.stringify(views)).not.toContain("marked");
});

test("the database holds no secret", async () => {
  await add();
  const all = rowsOf(
    await db.execute(
      "select connections::text as row, encode(sealed_secret, 'escape') as sealed from connections",
    ),
  );
  expect(all).toHaveLength(1);
  expect(JSON.stringify(all)).not.toMatch(/marked|6d61726b6564/);
  const written = JSON.stringify(await db.select().from(audit));
  expect(written).toContain("connection_added");
  expect(written).not.toContain("marked");
});

test("who may use which", async () => {
  const one = await add({ name: "One" });
  const two = await add({ name: "Two" });
  await add({ name: "Three" });
  await shareConnection(owner, one, { everyone: false, people: ["ann", "support"] });
  await shareConnection(owner, two, { everyone: true, people: ["ann"] });
  given.connection = { host: "https://env.example", accessKeyId: "key-0", accessKeySecret: "marked-0" };

  expect(await names(owner)).toEqual(["env.example", "One", "Three", "Two"]);
  expect(await names(ann)).toEqual(["env.example", "One", "Two"]);
  expect(await names(as("support"))).toEqual(["env.example", "One", "Two"]);
  expect(await names(bob)).toEqual(["env.example", "Two"]);
  expect(await names(as("auditor"))).toEqual([]);

  await shareConnection(owner, one, { everyone: false, people: ["bob"] });
  expect(await names(ann)).toEqual(["env.example", "Two"]);
  expect(await names(bob)).toEqual(["env.example", "One", "Two"]);
});

test("somebody else's connection answers as one that is not there", async () => {
  const id = await add();
  await shareConnection(owner, id, { everyone: false, people: ["ann"] });
  await expect(connectionFor(ann, id)).resolves.toMatchObject({ id });
  const nobodys = "00000000-0000-4000-8000-000000000000";
  const forged = [nobodys, "", "Production", undefined, 1, {}, [id], { id }, `${id}'--`, null, ENVIRONMENT];
  const refusal = await connectionFor(bob, id).catch((thrown: unknown) => thrown);
  expect(refusal).toMatchObject({ status: 403 });
  for (const other of forged) {
    expect(await connectionFor(bob, other).catch((thrown: unknown) => thrown)).toEqual(refusal);
    await expect(connectionFor(as("auditor"), other)).rejects.toThrow("not with this role");
  }
  await expect(connectionFor(as("auditor"), id)).rejects.toThrow("not with this role");
});

test("the environment's is there for whoever uses any, wherever it is", async () => {
  given.connection = { host: "https://10.0.0.1", accessKeyId: "key-0", accessKeySecret: "marked-0" };
  for (const role of ROLES.filter((role) => role !== "auditor"))
    for (const id of [null, ENVIRONMENT])
      expect(await connectionFor(as(role), id)).toMatchObject({ accessKeyId: "key-0", publicOnly: false });
  await expect(connectionFor(as("auditor"), null)).rejects.toMatchObject({ status: 403 });
});

test("a stored one goes to private addresses only when the operator permits its host", async () => {
  const id = await add({ host: "https://pool.corp.example:8443" });
  for (const [hosts, publicOnly] of [
    ["", true],
    ["corp.example,other.example", true],
    ["pool.corp.example:443", true],
    ["x, Pool.Corp.Example", false],
    ["pool.corp.example:8443", false],
  ] as const) {
    vi.stubEnv("FERRY_PRIVATE_HOSTS", hosts);
    expect((await connectionFor(owner, id)).publicOnly, hosts).toBe(publicOnly);
  }
});

test("in the demo nothing is stored, and what was stored is not used", async () => {
  const id = await add();
  await shareConnection(owner, id, { everyone: true, people: [] });
  vi.stubEnv("FERRY_SIGN_IN", "");
  const no = { ok: false, code: "no_sign_in" };
  expect(await addConnection(owner, { ...FIELDS, name: "Other" })).toEqual(no);
  expect(await changeConnection(owner, id, FIELDS)).toEqual(no);
  expect(await shareConnection(owner, id, { everyone: true, people: [] })).toEqual(no);
  expect(await removeConnection(owner, id)).toEqual(no);
  expect(await connectionsOf(owner)).toEqual([]);
  await expect(connectionFor(owner, id)).rejects.toMatchObject({ status: 403 });
});

test("a stored secret goes along to no other host or key id unless it is entered again", async () => {
  const id = await add();
  const kept = { ...FIELDS, accessKeySecret: "" };
  const needed = { ok: false, code: "field", field: "accessKeySecret", problem: "secret_needed" };
  expect(await changeConnection(owner, id, { ...kept, host: "https://evil.example" })).toEqual(needed);
  expect(await changeConnection(owner, id, { ...kept, accessKeyId: "key-2" })).toEqual(needed);
  expect(await changeConnection(owner, id, { ...kept, name: "Renamed", tenantId: "t" })).toEqual({
    ok: true,
    id,
  });
  expect(await connectionFor(owner, id)).toMatchObject({
    name: "Renamed",
    tenantId: "t",
    host: FIELDS.host,
    accessKeySecret: FIELDS.accessKeySecret,
  });
  const elsewhere = { ...FIELDS, host: "https://new.example", accessKeySecret: "marked-new" };
  expect(await changeConnection(owner, id, elsewhere)).toEqual({ ok: true, id });
  expect(await secretOf(id)).toBe("marked-new");
});

test("names tell connections apart", async () => {
  const one = await add();
  const taken = { ok: false, code: "field", field: "name", problem: "name_taken" };
  expect(await addConnection(owner, { ...FIELDS, name: "PRODUCTION" })).toEqual(taken);
  const two = await add({ name: "Staging" });
  expect(await changeConnection(owner, two, FIELDS)).toEqual(taken);
  expect(await changeConnection(owner, one, { ...FIELDS, name: "production" })).toEqual({
    ok: true,
    id: one,
  });
});

test("a removed one is gone, for a change as for a run", async () => {
  const id = await add();
  expect(await removeConnection(owner, id)).toEqual({ ok: true, id });
  const gone = { ok: false, code: "gone" };
  expect(await removeConnection(owner, id)).toEqual(gone);
  expect(await changeConnection(owner, id, FIELDS)).toEqual(gone);
  expect(await shareConnection(owner, id, { everyone: true, people: [] })).toEqual(gone);
  await expect(connectionFor(owner, id)).rejects.toMatchObject({ status: 403 });
});

test("a row that somebody has changed in the database does not open", async () => {
  const id = await add();
  const other = await add({ name: "Other", accessKeySecret: "marked-other" });
  const [row] = await db.select().from(connections).where(eq(connections.id, id));
  for (const change of [{ host: "https://evil.example" }, { accessKeyId: "key-2" }, { tenantId: "t" }]) {
    await db.update(connections).set(change).where(eq(connections.id, id));
    expect(await locked(id)).toBe(true);
    await expect(connectionFor(owner, id)).rejects.toThrow("cannot be opened");
    await db
      .update(connections)
      .set({ ...row })
      .where(eq(connections.id, id));
  }
  await db
    .update(connections)
    .set({ sealedSecret: row?.sealedSecret ?? new Uint8Array() })
    .where(eq(connections.id, other));
  expect(await locked(other)).toBe(true);
  expect(await locked(id)).toBe(false);
});

test("under a wrong FERRY_SECRET a connection says so, and its key can be entered anew", async () => {
  const id = await add();
  vi.stubEnv("FERRY_SECRET", NEXT);
  expect(await resealConnections(db)).toBe(0);
  expect(await locked(id)).toBe(true);
  expect(await changeConnection(owner, id, { ...FIELDS, accessKeySecret: "" })).toMatchObject({
    problem: "secret_needed",
  });
  expect(await changeConnection(owner, id, FIELDS)).toEqual({ ok: true, id });
  expect(await secretOf(id)).toBe(FIELDS.accessKeySecret);
});

test("FERRY_SECRET is changed: the one before still opens, and after a start nobody needs it", async () => {
  const id = await add();
  vi.stubEnv("FERRY_SECRET", NEXT);
  vi.stubEnv("FERRY_SECRET_PREVIOUS", SECRET);
  expect(await secretOf(id)).toBe(FIELDS.accessKeySecret);
  expect(await resealConnections(db)).toBe(1);
  expect(await resealConnections(db)).toBe(0);
  vi.stubEnv("FERRY_SECRET_PREVIOUS", "");
  expect(await secretOf(id)).toBe(FIELDS.accessKeySecret);
  vi.stubEnv("FERRY_SECRET", SECRET);
  expect(await locked(id)).toBe(true);
});

test("a page starts with the connection that its address names, and with no other in its place", async () => {
  const one = await add({ name: "One" });
  const two = await add({ name: "Two" });
  const usable = await connectionsOf(owner);
  expect(await startingConnection(owner, usable, two)).toMatchObject({ id: two });
  expect(await startingConnection(owner, usable, undefined)).toMatchObject({ id: one });
  for (const wrong of ["", "nobody", ENVIRONMENT, [one], "00000000-0000-4000-8000-000000000000"])
    expect(await startingConnection(owner, usable, wrong)).toBe(null);
  expect(await startingConnection(ann, await connectionsOf(ann), one)).toBe(null);
});
