import "server-only";

import { type Connection, readEnv } from "./read-env";

let connection: Connection | null = null;

/** The connection of this server. Parsed once; `npm start` has already refused to start without a valid one. */
export function getConnection(): Connection {
  if (connection) return connection;
  const reading = readEnv(process.env);
  if (!reading.ok)
    throw new Error(reading.unset ? "GENAUTH_HOST is not set: start with `npm start`." : reading.sentence);
  connection = reading.connection;
  return connection;
}
