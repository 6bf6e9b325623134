import "server-only";

import { and, asc, eq, exists, or } from "drizzle-orm";
import { connectionPeople, connections, lastConnections } from "./connection-schema";
import type { Database } from "./open-database";

export type StoredConnection = typeof connections.$inferSelect;

/** Whose connections: a person's own and those for everyone, or (null) all of them. */
const usableBy = (db: Database, person: string | null) =>
  person === null
    ? undefined
    : or(
        connections.everyone,
        exists(
          db
            .select()
            .from(connectionPeople)
            .where(and(eq(connectionPeople.connection, connections.id), eq(connectionPeople.person, person))),
        ),
      );

/** The connections that a person may use, or all (null), by name. */
export async function listConnections(db: Database, person: string | null): Promise<StoredConnection[]> {
  return db
    .select()
    .from(connections)
    .where(usableBy(db, person))
    .orderBy(asc(connections.name), asc(connections.madeAt));
}

/** One of them; null as if it were not there. */
export async function findConnection(
  db: Database,
  person: string | null,
  id: string,
): Promise<StoredConnection | null> {
  const [found] = await db
    .select()
    .from(connections)
    .where(and(eq(connections.id, id), usableBy(db, person)));
  return found ?? null;
}

export async function addConnection(db: Database, row: Omit<StoredConnection, "madeAt">): Promise<void> {
  await db.insert(connections).values(row);
}

/** Changes it unless somebody else has since it was read: its sealed secret is another each time. Tells whether it did. */
export async function changeConnection(
  db: Database,
  before: StoredConnection,
  change: Partial<Pick<StoredConnection, "name" | "host" | "accessKeyId" | "sealedSecret" | "tenantId">>,
): Promise<boolean> {
  const changed = await db
    .update(connections)
    .set(change)
    .where(and(eq(connections.id, before.id), eq(connections.sealedSecret, before.sealedSecret)))
    .returning({ id: connections.id });
  return changed.length === 1;
}

/** Removes it, and tells whether it was there. The runs that went to it stay. */
export async function removeConnection(db: Database, id: string): Promise<boolean> {
  const gone = await db.delete(connections).where(eq(connections.id, id)).returning({ id: connections.id });
  return gone.length === 1;
}

/** Who may use each connection, beside the owners. */
export async function sharesOf(
  db: Database,
): Promise<ReadonlyMap<string, { everyone: boolean; people: string[] }>> {
  const all = await db.select({ id: connections.id, everyone: connections.everyone }).from(connections);
  const shares = new Map(all.map(({ id, everyone }) => [id, { everyone, people: [] as string[] }]));
  for (const { connection, person } of await db.select().from(connectionPeople))
    shares.get(connection)?.people.push(person);
  return shares;
}

/** Says who may use a connection; false when there is none. */
export async function shareConnection(
  db: Database,
  id: string,
  { everyone, people }: { everyone: boolean; people: readonly string[] },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const found = await tx
      .update(connections)
      .set({ everyone })
      .where(eq(connections.id, id))
      .returning({ id: connections.id });
    if (found.length === 0) return false;
    await tx.delete(connectionPeople).where(eq(connectionPeople.connection, id));
    if (people.length > 0)
      await tx.insert(connectionPeople).values(people.map((person) => ({ connection: id, person })));
    return true;
  });
}

/** The id of the connection that a person last chose. */
export async function lastConnection(db: Database, person: string): Promise<string | null> {
  const [found] = await db.select().from(lastConnections).where(eq(lastConnections.person, person));
  return found?.connection ?? null;
}

export async function rememberConnection(db: Database, person: string, connection: string): Promise<void> {
  await db
    .insert(lastConnections)
    .values({ person, connection })
    .onConflictDoUpdate({ target: lastConnections.person, set: { connection } });
}
