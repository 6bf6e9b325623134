import "server-only";

import { getConnection } from "@/lib/env/connection";
import { type Connection, isSandbox } from "@/lib/env/read-env";
import { NotAllowed } from "./authorise";
import type { Person } from "./person";

/** A connection as the server uses it. It holds the key's secret: never to be given to a page. */
export type OpenConnection = Connection & { id: string; name: string };

/** What a page may know of a connection. */
export type ConnectionView = {
  id: string;
  name: string;
  host: string;
  accessKeyId: string;
  tenantId: string | null;
  sandbox: boolean;
};

/** The connection that the environment gives. */
const ENVIRONMENT = "environment";

/** The connections that a person may use, the first of them where they start. */
export async function connectionsOf(_person: Person): Promise<ConnectionView[]> {
  const connection = getConnection();
  const { host, accessKeyId, tenantId } = connection;
  return [
    {
      id: ENVIRONMENT,
      name: new URL(host).hostname,
      host,
      accessKeyId,
      tenantId: tenantId ?? null,
      sandbox: isSandbox(connection),
    },
  ];
}

/**
 * The connection by its id, when the person may use it; by null the one they start with.
 * @param id what a page has sent, not yet looked at
 * @throws NotAllowed
 */
export async function connectionFor(_person: Person, id: unknown): Promise<OpenConnection> {
  if (id !== null && id !== ENVIRONMENT) throw new NotAllowed(403);
  const connection = getConnection();
  return { ...connection, id: ENVIRONMENT, name: new URL(connection.host).hostname };
}
