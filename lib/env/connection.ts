import "server-only";

import { type Connection, readEnv } from "./read-env";

let connection: Connection | null = null;

/** The connection that the environment gives; null when it gives none. A malformed one has stopped the start already. */
export function getConnection(): Connection | null {
  if (connection) return connection;
  const reading = readEnv(process.env);
  if (!reading.ok && !reading.unset) throw new Error(reading.sentence);
  connection = reading.ok ? reading.connection : null;
  return connection;
}
