import "server-only";

import { z } from "zod";
import {
  findConnection,
  lastConnection,
  listConnections,
  type StoredConnection,
  sharesOf,
} from "@/lib/db/connection-store";
import { getLedger } from "@/lib/db/database";
import { getConnection } from "@/lib/env/connection";
import { isPrivateHostAllowed } from "@/lib/env/private-hosts";
import { type Connection, isSandbox } from "@/lib/env/read-env";
import { isDemo } from "@/lib/env/startup";
import type { ConnectionView, ManagedConnection } from "@/lib/otp/connection-view";
import { permits, usesConnections } from "@/lib/otp/role";
import { NotAllowed } from "./authorise";
import { ConnectionRefused } from "./connection-refused";
import { openSecret } from "./connection-secret";
import type { Person } from "./person";

/** A connection as the server uses it. It holds the key's secret: never to be given to a page. */
export type OpenConnection = Connection & {
  id: string;
  name: string;
  /** It may not go to private addresses. */
  publicOnly: boolean;
};

/** The id of the connection that the environment gives. It is there for all whose role uses any. */
export const ENVIRONMENT = "environment";

function viewOf({ id, name, host, accessKeyId, tenantId = null }: OpenConnection | StoredConnection) {
  return { id, name, host, accessKeyId, tenantId };
}

function environmentConnection(): OpenConnection | null {
  const connection = getConnection();
  if (!connection) return null;
  // The operator has named it: wherever it is, that is meant.
  return { ...connection, id: ENVIRONMENT, name: new URL(connection.host).hostname, publicOnly: false };
}

/** Owners use all that are stored; others those that are shared with them (null: all). */
const ownOf = (person: Person) => (permits(person.role, "connections") ? null : person.id);

/** The connections that a person may use, the environment's first. */
export async function connectionsOf(person: Person): Promise<ConnectionView[]> {
  if (!usesConnections(person.role)) return [];
  const given = environmentConnection();
  // Without sign-in no stored key is touched: whoever sits at the machine is nobody in particular.
  const stored = isDemo() ? [] : await listConnections((await getLedger()).db, ownOf(person));
  return [
    ...(given ? [{ ...viewOf(given), sandbox: isSandbox(given), fixed: true, locked: false }] : []),
    ...stored.map((row) => ({
      ...viewOf(row),
      sandbox: isSandbox(row),
      fixed: false,
      locked: openSecret(row) === null,
    })),
  ];
}

/** The same with who may use each, for owners. */
export async function managedConnections(views: readonly ConnectionView[]): Promise<ManagedConnection[]> {
  if (isDemo()) return views.map((view) => ({ ...view, share: null }));
  const shares = await sharesOf((await getLedger()).db);
  return views.map((view) => ({ ...view, share: shares.get(view.id) ?? null }));
}

/**
 * The connection that a page starts with: the one its address names, else the one this person chose last, else the first.
 * @param wanted what the address names
 * @returns null when they may use none, or not that one: another one is never put in its place
 */
export async function startingConnection(
  person: Person,
  usable: readonly ConnectionView[],
  wanted: unknown,
): Promise<ConnectionView | null> {
  if (wanted !== undefined) return usable.find(({ id }) => id === wanted) ?? null;
  const last = usable.length > 1 ? await lastConnection((await getLedger()).db, person.id) : null;
  return usable.find(({ id }) => id === last) ?? usable[0] ?? null;
}

/**
 * The connection by its id, when the person may use it; by null the environment's.
 * @param id what a page has sent, not yet looked at
 * @throws NotAllowed when the role uses none; ConnectionRefused when this one cannot be used, also when there is none
 */
export async function connectionFor(person: Person, id: unknown): Promise<OpenConnection> {
  if (!usesConnections(person.role)) throw new NotAllowed(403);
  if (id === null || id === ENVIRONMENT) {
    const given = environmentConnection();
    if (!given) throw new ConnectionRefused("gone");
    return given;
  }
  const { data: key } = z.uuid().safeParse(id);
  if (!key || isDemo()) throw new ConnectionRefused("gone");
  const row = await findConnection((await getLedger()).db, ownOf(person), key);
  if (!row) throw new ConnectionRefused("gone");
  const accessKeySecret = openSecret(row);
  if (accessKeySecret === null) throw new ConnectionRefused("locked");
  const { host, name, accessKeyId, tenantId } = row;
  return {
    id: key,
    name,
    host,
    accessKeyId,
    accessKeySecret,
    ...(tenantId !== null && { tenantId }),
    publicOnly: !isPrivateHostAllowed(host),
  };
}
