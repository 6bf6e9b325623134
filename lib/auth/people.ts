import "server-only";

import { and, asc, count, eq, ne, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/open-database";
import { people, secondFactors, sessions } from "@/lib/db/people-schema";
import type { PersonView } from "@/lib/otp/person-view";
import type { Role } from "@/lib/otp/role";

/** Any number, the same in all replicas: whoever takes an owner's rights away waits for the one before. */
const OWNERS_LOCK = 4_150_121;

/** Whether anybody has been made a person yet. */
export async function anybody(db: Database): Promise<boolean> {
  const [first] = await db.select({ id: people.id }).from(people).limit(1);
  return first !== undefined;
}

/** Whether there is an owner. Once there is one there always is: the last cannot be removed. */
export async function anyOwner(db: Database): Promise<boolean> {
  const [first] = await db.select({ id: people.id }).from(people).where(eq(people.role, "owner")).limit(1);
  return first !== undefined;
}

/** A person by the id. */
export async function findPerson(db: Database, id: string): Promise<typeof people.$inferSelect | undefined> {
  const [person] = await db.select().from(people).where(eq(people.id, id));
  return person;
}

/** Whether there is another owner who can sign in. */
async function anotherOwner(tx: Database, id: string): Promise<boolean> {
  const [others] = await tx
    .select({ count: count() })
    .from(people)
    .where(and(eq(people.role, "owner"), eq(people.disabled, false), ne(people.id, id)));
  return (others?.count ?? 0) > 0;
}

export type Change = "done" | "gone" | "last_owner";

/** Does something to a person, unless it would leave the console without an owner. */
async function change(
  db: Database,
  id: string,
  staysOwner: boolean,
  how: (tx: Database) => Promise<unknown>,
): Promise<Change> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${OWNERS_LOCK})`);
    const [person] = await tx.select().from(people).where(eq(people.id, id));
    if (!person) return "gone";
    const owns = person.role === "owner" && !person.disabled;
    if (owns && !staysOwner && !(await anotherOwner(tx, id))) return "last_owner";
    await how(tx);
    return "done";
  });
}

/** Gives a person another role, from their next request on. */
export function changeRole(db: Database, id: string, role: Role): Promise<Change> {
  return change(db, id, role === "owner", (tx) => tx.update(people).set({ role }).where(eq(people.id, id)));
}

/** Keeps a person out, and ends their sessions; or lets them in again. */
export function setDisabled(db: Database, id: string, disabled: boolean): Promise<Change> {
  return change(db, id, !disabled, async (tx) => {
    await tx.update(people).set({ disabled }).where(eq(people.id, id));
    if (disabled) await endSessions(tx, id);
  });
}

/** Deletes a person with their sessions. Their runs and audit entries stay. */
export function removePerson(db: Database, id: string): Promise<Change> {
  return change(db, id, false, (tx) => tx.delete(people).where(eq(people.id, id)));
}

/** Ends all sessions of a person, or all but one. At once: every request looks its session up. */
export async function endSessions(db: Database, id: string, but?: string): Promise<void> {
  await db
    .delete(sessions)
    .where(and(eq(sessions.userId, id), but === undefined ? undefined : ne(sessions.id, but)));
}

/** Deletes a person's second factor. */
export async function dropSecondFactor(db: Database, id: string): Promise<void> {
  await db.delete(secondFactors).where(eq(secondFactors.userId, id));
  await db.update(people).set({ twoFactorEnabled: false }).where(eq(people.id, id));
}

/** Takes a person's second factor away, for one who has lost it, and ends their sessions. */
export function resetSecondFactor(db: Database, id: string): Promise<Change> {
  return change(db, id, true, async (tx) => {
    await dropSecondFactor(tx, id);
    await endSessions(tx, id);
  });
}

/** Everybody, by name. */
export async function listPeople(db: Database, now: Date): Promise<PersonView[]> {
  const live = db
    .select({ person: sessions.userId, count: count().as("count") })
    .from(sessions)
    .where(sql`${sessions.expiresAt} > ${now.toISOString()}`)
    .groupBy(sessions.userId)
    .as("live");
  return db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      role: people.role,
      disabled: people.disabled,
      secondFactor: people.twoFactorEnabled,
      sessions: sql<number>`coalesce(${live.count}, 0)`.mapWith(Number),
    })
    .from(people)
    .leftJoin(live, eq(live.person, people.id))
    .orderBy(asc(people.name), asc(people.id));
}
