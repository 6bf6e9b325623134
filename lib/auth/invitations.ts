import "server-only";

import { createHash, randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/open-database";
import { accounts, invitations, people } from "@/lib/db/people-schema";
import type { Role } from "@/lib/otp/role";
import { anyOwner } from "./people";

const HOUR_MS = 3_600_000;
const FIRST_OWNER_HOURS = 1;
const INVITED_HOURS = 7 * 24;

/** Any number, the same in all replicas: there is one first owner. */
const FIRST_OWNER_LOCK = 4_150_122;

const hashOf = (token: string) => createHash("sha256").update(token).digest();

async function invite(db: Database, email: string | null, role: Role, hours: number): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + hours * HOUR_MS);
  await db.insert(invitations).values({ token: hashOf(token), email, role, expiresAt });
  return token;
}

/** Makes the token of a link by which the first owner is made, within an hour. The ones before stay good as long as they are. */
export async function inviteFirstOwner(db: Database): Promise<string> {
  await db.delete(invitations).where(lt(invitations.expiresAt, new Date()));
  return invite(db, null, "owner", FIRST_OWNER_HOURS);
}

/** Whether somebody has this address already, by another link or the OpenID provider. */
export async function isTaken(db: Database, email: string): Promise<boolean> {
  const [taken] = await db.select({ id: people.id }).from(people).where(eq(people.email, email));
  return taken !== undefined;
}

/**
 * Makes the token of a link by which somebody becomes a person, within seven days; an earlier link for the same address is
 * void from then on. Null when somebody has the address already.
 * @param email in lower case
 */
export async function invitePerson(db: Database, email: string, role: Role): Promise<string | null> {
  if (await isTaken(db, email)) return null;
  await db.delete(invitations).where(eq(invitations.email, email));
  return invite(db, email, role, INVITED_HOURS);
}

/** Whom an invitation is for; without an address whoever holds it. */
export type Invitation = { email: string | null; role: Role };

const isGood = (token: string) =>
  and(eq(invitations.token, hashOf(token)), gt(invitations.expiresAt, new Date()));

/** What an invitation is for; null when it is none, has been used or has expired. */
export async function readInvitation(db: Database, token: string): Promise<Invitation | null> {
  const [found] = await db.select().from(invitations).where(isGood(token));
  if (!found || (found.email === null && (await anyOwner(db)))) return null;
  return { email: found.email, role: found.role };
}

/** A person who waits to come. */
export type Awaited = { id: string; email: string; role: Role; expiresAt: string };

/** Invitations that are still good, the latest first. */
export async function listInvitations(db: Database): Promise<Awaited[]> {
  const rows = await db
    .select()
    .from(invitations)
    .where(gt(invitations.expiresAt, new Date()))
    .orderBy(sql`${invitations.createdAt} desc`);
  return rows.flatMap(({ id, email, role, expiresAt }) =>
    email === null ? [] : [{ id, email, role, expiresAt: expiresAt.toISOString() }],
  );
}

/** Makes an invitation void; the address it was for, or null when there is none. */
export async function withdrawInvitation(db: Database, id: string): Promise<string | null> {
  const [gone] = await db.delete(invitations).where(eq(invitations.id, id)).returning();
  return gone?.email ?? null;
}

export type Newcomer = { name: string; email: string; password: string };

/**
 * Makes a person of whoever holds an invitation, and voids it: of several at once, one comes in.
 * @param newcomer `email` counts only where the invitation names none
 * @returns the new person, or null when the invitation is no good
 */
export async function acceptInvitation(
  db: Database,
  token: string,
  { name, email, password }: Newcomer,
): Promise<{ id: string; email: string; role: Role } | null> {
  if (!(await readInvitation(db, token))) return null;
  const hash = await hashPassword(password);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_OWNER_LOCK})`);
    const [invitation] = await tx.delete(invitations).where(isGood(token)).returning();
    if (!invitation) return null;
    if (invitation.email === null) {
      if (await anyOwner(tx)) return null;
      await tx.delete(invitations).where(isNull(invitations.email));
    }
    const person = {
      id: randomBytes(16).toString("hex"),
      email: invitation.email ?? email,
      role: invitation.role,
    };
    if (await isTaken(tx, person.email)) return null;
    // The owner who has handed the link over vouches for the address.
    await tx.insert(people).values({ ...person, name, emailVerified: true });
    await tx.insert(accounts).values({
      id: randomBytes(16).toString("hex"),
      userId: person.id,
      providerId: "credential",
      accountId: person.id,
      password: hash,
    });
    return person;
  });
}
