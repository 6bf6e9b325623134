import { boolean, customType, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** A pool that rows may go to. */
export const connections = pgTable("connections", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  host: text("host").notNull(),
  accessKeyId: text("access_key_id").notNull(),
  /** The key's secret under FERRY_SECRET; it opens beside this row's id, host, key id and tenant only. */
  sealedSecret: bytea("sealed_secret").notNull(),
  tenantId: text("tenant_id"),
  /** Whoever has a role for it may use it, not only the people named. */
  everyone: boolean("everyone").notNull(),
  madeBy: text("made_by").notNull(),
  madeAt: timestamp("made_at", { withTimezone: true, mode: "date" }).notNull().defaultNow(),
});

/** Who may use a connection, beside the owners. */
export const connectionPeople = pgTable(
  "connection_people",
  {
    connection: uuid("connection")
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    person: text("person").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connection, table.person] }),
    index("connection_people_person").on(table.person),
  ],
);

/** The connection that a person last chose: the environment's has no row above. */
export const lastConnections = pgTable("last_connections", {
  person: text("person").primaryKey(),
  connection: text("connection").notNull(),
});
