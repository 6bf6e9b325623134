import { LEDGER } from "./migration-0001-ledger";
import { AUDIT } from "./migration-0002-audit";
import { CONNECTIONS } from "./migration-0004-connections";

/**
 * The steps from an empty database to `schema.ts`, the same for PGlite and PostgreSQL. Never change one that has been
 * released: add the next. In TypeScript and not in SQL files, so that a build carries them along.
 */
export const MIGRATIONS: readonly { id: string; sql: string }[] = [
  { id: "0001-ledger", sql: LEDGER },
  { id: "0002-audit", sql: AUDIT },
  { id: "0004-connections", sql: CONNECTIONS },
];
