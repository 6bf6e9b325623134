import {
  boolean,
  customType,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Role } from "@/lib/otp/role";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const made = {
  createdAt: time("created_at").notNull().defaultNow(),
  updatedAt: time("updated_at").notNull().defaultNow(),
};

// Properties are called as better-auth calls its fields.

export const people = pgTable("people", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  /** In lower case. */
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull(),
  image: text("image"),
  role: text("role").$type<Role>().notNull(),
  disabled: boolean("disabled").notNull().default(false),
  twoFactorEnabled: boolean("second_factor").notNull().default(false),
  ...made,
});

const person = () =>
  text("person")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" });

/** A way in: a password (`credential`) or the OpenID provider. */
export const accounts = pgTable(
  "accounts",
  {
    id: text("id").primaryKey(),
    userId: person(),
    providerId: text("provider_id").notNull(),
    accountId: text("account_id").notNull(),
    password: text("password"),
    /** Of the provider; never kept. */
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: time("access_token_expires_at"),
    refreshTokenExpiresAt: time("refresh_token_expires_at"),
    scope: text("scope"),
    ...made,
  },
  (table) => [unique().on(table.providerId, table.accountId), index("accounts_person").on(table.userId)],
);

export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: person(),
    /** Worth nothing without the server's key: the cookie carries it signed. */
    token: text("token").notNull().unique(),
    /** By age. */
    expiresAt: time("expires_at").notNull(),
    /** When the person last did something, to the minute: for the end by idleness. */
    seenAt: time("seen_at").notNull().defaultNow(),
    /** How it began: by a password, or by the OpenID provider, which sees to a second factor itself. */
    byPassword: boolean("by_password").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    ...made,
  },
  (table) => [index("sessions_person").on(table.userId)],
);

/** A person's TOTP secret and backup codes, both encrypted under the server's key. */
export const secondFactors = pgTable(
  "second_factors",
  {
    id: text("id").primaryKey(),
    userId: person(),
    secret: text("secret").notNull(),
    backupCodes: text("backup_codes").notNull(),
    verified: boolean("verified").notNull().default(true),
    failedVerificationCount: integer("failed_verification_count").notNull().default(0),
    lockedUntil: time("locked_until"),
  },
  (table) => [index("second_factors_person").on(table.userId)],
);

/** Sign-ins that are half done: waiting for a code, or for the OpenID provider. */
export const verifications = pgTable(
  "verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: time("expires_at").notNull(),
    ...made,
  },
  (table) => [index("verifications_identifier").on(table.identifier)],
);

/** Links by which somebody may become a person, once. Without an e-mail address: the first owner. */
export const invitations = pgTable("invitations", {
  id: uuid("id").primaryKey().defaultRandom(),
  /** SHA-256 of what the link carries. */
  token: bytea("token").notNull().unique(),
  email: text("email"),
  role: text("role").$type<Role>().notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
  expiresAt: time("expires_at").notNull(),
});

/** How often something was tried within its window. The key is an HMAC, so that the table names nobody. */
export const attempts = pgTable("attempts", {
  key: bytea("key").primaryKey(),
  count: integer("count").notNull(),
  until: time("until").notNull(),
});
