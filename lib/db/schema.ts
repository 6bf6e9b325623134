import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { FinalCounts, RunCommand, RunOptions, RunSource } from "@/lib/otp/run-view";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** One import of many rows. No column of any table holds a secret or a recovery code. */
export const runs = pgTable("runs", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  /** By which the browser, which makes it, knows the run. */
  key: uuid("key").notNull().unique(),
  who: text("who").notNull(),
  /** The pool: its host and access key id, never the key's secret. */
  host: text("host").notNull(),
  pool: text("pool").notNull(),
  sources: jsonb("sources").$type<RunSource[]>().notNull(),
  options: jsonb("options").$type<RunOptions>().notNull(),
  /** `running` until it has ended, however it has. */
  state: text("state").$type<"running" | "done" | "stopped" | "halted" | "interrupted">().notNull(),
  /** What the admin wants of it, for the replica that owns it. */
  command: text("command").$type<RunCommand>().notNull().default("run"),
  halt: text("halt"),
  counts: jsonb("counts").$type<FinalCounts>().notNull().default({}),
  /** Rows that the browser has announced, and those that have come up. */
  total: integer("total").notNull(),
  received: integer("received").notNull().default(0),
  /** Nothing more comes up. */
  sealed: boolean("sealed").notNull().default(false),
  /** Written before anything is sent: rows up to this id may be on their way; -1 for none. */
  sentTo: integer("sent_to").notNull().default(-1),
  /** The number of its last telling. */
  told: integer("told").notNull().default(0),
  createdAt: time("created_at").notNull().defaultNow(),
  endedAt: time("ended_at"),
  /** The replica that carries the run. It is dead when the lease has run out. */
  owner: uuid("owner"),
  leaseUntil: time("lease_until").notNull().default(sql`now()`),
});

/** One row of the table in one run, and what became of it. */
export const rows = pgTable(
  "rows",
  {
    run: integer("run").notNull(),
    /** The row's id in the table of the tab that sent it. Rows of a run come up, and go out, in the order of it. */
    id: integer("id").notNull(),
    source: smallint("source").notNull(),
    line: integer("line").notNull(),
    userId: text("user_id").notNull(),
    fingerprint: bytea("fingerprint").notNull(),
    state: text("state").notNull(),
    code: text("code"),
    statusCode: integer("status_code"),
    apiCode: text("api_code"),
    requestId: text("request_id"),
    attempts: smallint("attempts").notNull().default(0),
    /** When an earlier run imported the very same, so that this one did not send it. */
    earlier: time("earlier"),
    at: time("at"),
  },
  (table) => [primaryKey({ columns: [table.run, table.id] }), index("rows_user_id").on(table.userId)],
);

/** The order in which a run's rows came to their end: what a page that was away reads from where it stopped. */
export const tellings = pgTable(
  "tellings",
  {
    run: integer("run").notNull(),
    number: integer("number").notNull(),
    /** Ranges of row ids, the ends included. */
    firsts: integer("firsts").array().notNull(),
    lasts: integer("lasts").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.number] })],
);

/** Runs that have been deleted, as long as anything of their rows is left. */
export const deletedRuns = pgTable("deleted_runs", { run: integer("run").primaryKey() });

/** The console's own settings, by name. */
export const settings = pgTable("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").notNull(),
});

/** Who did what, in the order in which it was written down. `seal` covers the entry and the seal before it. */
export const audit = pgTable("audit", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  at: time("at").notNull(),
  who: text("who").notNull(),
  name: text("name").notNull(),
  action: text("action").notNull(),
  subject: text("subject").notNull(),
  details: jsonb("details").$type<Record<string, string | number | boolean | null>>().notNull(),
  seal: bytea("seal").notNull(),
});
