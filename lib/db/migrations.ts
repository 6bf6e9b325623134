import { LEDGER } from "./migration-0001-ledger";
import { AUDIT } from "./migration-0002-audit";
import { PEOPLE } from "./migration-0003-people";
import { CONNECTIONS } from "./migration-0004-connections";
import { AUDIT_GUARD } from "./migration-0005-audit-guard";
import { LEAN_LEDGER } from "./migration-0005-lean-ledger";
import { ROOM_FOR_OUTCOMES } from "./migration-0006-room-for-outcomes";
import { DELETED_RUNS } from "./migration-0007-deleted-runs";
import { TOLD_AGAIN } from "./migration-0008-told-again";
import { TAKE_ROWS } from "./migration-0009-take-rows";

/**
 * The steps from an empty database to `schema.ts`, the same for PGlite and PostgreSQL. Never change one that has been
 * released: add the next. In TypeScript and not in SQL files, so that a build carries them along. A statement ends with a
 * semicolon at the end of a line, and the next begins at the start of one: what is indented belongs to the one before.
 */
export const MIGRATIONS: readonly { id: string; sql: string }[] = [
  { id: "0001-ledger", sql: LEDGER },
  { id: "0002-audit", sql: AUDIT },
  { id: "0003-people", sql: PEOPLE },
  { id: "0004-connections", sql: CONNECTIONS },
  { id: "0005-lean-ledger", sql: LEAN_LEDGER },
  { id: "0005-audit-guard", sql: AUDIT_GUARD },
  { id: "0006-room-for-outcomes", sql: ROOM_FOR_OUTCOMES },
  { id: "0007-deleted-runs", sql: DELETED_RUNS },
  { id: "0008-told-again", sql: TOLD_AGAIN },
  { id: "0009-take-rows", sql: TAKE_ROWS },
];

/** The statements of a migration, one by one: the drivers take no more at once. */
export function statementsOf(sql: string): string[] {
  return sql.split(/;\n(?![ \t])/).filter((statement) => statement.trim() !== "");
}
