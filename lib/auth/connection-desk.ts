import "server-only";

import { randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/db/audit";
import {
  addConnection as addRow,
  changeConnection as changeRow,
  findConnection,
  listConnections,
  removeConnection as removeRow,
  type StoredConnection,
  shareConnection as shareRow,
} from "@/lib/db/connection-store";
import { getLedger } from "@/lib/db/database";
import type { Database } from "@/lib/db/open-database";
import { isDemo } from "@/lib/env/startup";
import type { AuditAction } from "@/lib/otp/audit-action";
import type {
  ConnectionField,
  ConnectionFields,
  ConnectionReply,
  ConnectionShare,
  FieldProblem,
} from "@/lib/otp/connection-fields";
import { isSealedAnew, openSecret, sealSecret } from "./connection-secret";
import type { Person } from "./person";

// For owners: whoever calls these has authorised "connections".

const NO_SIGN_IN: ConnectionReply = { ok: false, code: "no_sign_in" };
const GONE: ConnectionReply = { ok: false, code: "gone" };

const wrong = (field: ConnectionField, problem: FieldProblem): ConnectionReply => ({
  ok: false,
  code: "field",
  field,
  problem,
});

async function isTaken(db: Database, name: string, id: string | null): Promise<boolean> {
  const all = await listConnections(db, null);
  return all.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
}

function record(
  db: Database,
  { id: who, name }: Person,
  action: AuditAction,
  subject: string,
  details: Record<string, string | number | boolean | null>,
): Promise<void> {
  return recordAudit(db, { who, name, action, subject, details });
}

const described = ({ name, host, accessKeyId, tenantId }: Omit<ConnectionFields, "accessKeySecret">) => ({
  name,
  host,
  pool: accessKeyId,
  tenant: tenantId === "" ? null : tenantId,
});

/** Stores a connection that nobody but owners may use yet. Never without sign-in: a key would be anybody's. */
export async function addConnection(person: Person, fields: ConnectionFields): Promise<ConnectionReply> {
  if (isDemo()) return NO_SIGN_IN;
  const { accessKeySecret, ...rest } = fields;
  if (accessKeySecret === "") return wrong("accessKeySecret", "empty");
  const { db } = await getLedger();
  if (await isTaken(db, fields.name, null)) return wrong("name", "name_taken");
  const row = { ...rest, id: randomUUID(), tenantId: fields.tenantId || null };
  const sealedSecret = sealSecret(accessKeySecret, row);
  await addRow(db, { ...row, sealedSecret, everyone: false, madeBy: person.id });
  await record(db, person, "connection_added", row.id, described(fields));
  return { ok: true, id: row.id };
}

/**
 * Changes a connection. A stored secret stays with the host and key id that it was entered for: for another one it has to be
 * entered again, so that nobody can have it used elsewhere without knowing it.
 */
export async function changeConnection(
  person: Person,
  id: string,
  fields: ConnectionFields,
): Promise<ConnectionReply> {
  if (isDemo()) return NO_SIGN_IN;
  const { db } = await getLedger();
  const before = await findConnection(db, null, id);
  if (!before) return GONE;
  if (await isTaken(db, fields.name, id)) return wrong("name", "name_taken");
  const { name, host, accessKeyId } = fields;
  const moved = host !== before.host || accessKeyId !== before.accessKeyId;
  const secret = fields.accessKeySecret || (moved ? null : openSecret(before));
  if (secret === null) return wrong("accessKeySecret", "secret_needed");
  const change = { name, host, accessKeyId, tenantId: fields.tenantId || null };
  const sealedSecret = sealSecret(secret, { id, ...change });
  if (!(await changeRow(db, before, { ...change, sealedSecret }))) return { ok: false, code: "changed" };
  const details = { ...described(fields), newKey: fields.accessKeySecret !== "" };
  await record(db, person, "connection_changed", id, details);
  return { ok: true, id };
}

/** Says who may use it, beside the owners. */
export async function shareConnection(
  person: Person,
  id: string,
  share: ConnectionShare,
): Promise<ConnectionReply> {
  if (isDemo()) return NO_SIGN_IN;
  const { db } = await getLedger();
  const people = share.everyone ? [] : [...new Set(share.people)];
  if (!(await shareRow(db, id, { everyone: share.everyone, people }))) return GONE;
  await record(db, person, "connection_shared", id, {
    everyone: share.everyone,
    people: people.join(" "),
  });
  return { ok: true, id };
}

/** Removes it, key and all. What was imported by it stays in History. */
export async function removeConnection(person: Person, id: string): Promise<ConnectionReply> {
  if (isDemo()) return NO_SIGN_IN;
  const { db } = await getLedger();
  const before = await findConnection(db, null, id);
  if (!before || !(await removeRow(db, id))) return GONE;
  const { name, host, accessKeyId, tenantId } = before;
  await record(
    db,
    person,
    "connection_removed",
    id,
    described({ name, host, accessKeyId, tenantId: tenantId ?? "" }),
  );
  return { ok: true, id };
}

/** Seals under FERRY_SECRET what the one before it still opens, so that that one can be forgotten. Returns how many. */
export async function resealConnections(db: Database): Promise<number> {
  const old = (await listConnections(db, null)).filter((row) => !isSealedAnew(row));
  const changes = old.map(async (row: StoredConnection) => {
    const secret = openSecret(row);
    return secret !== null && changeRow(db, row, { sealedSecret: sealSecret(secret, row) });
  });
  return (await Promise.all(changes)).filter(Boolean).length;
}
