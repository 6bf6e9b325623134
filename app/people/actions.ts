"use server";

import type { z } from "zod";
import { authorise } from "@/lib/auth/authorise";
import { invitePerson, withdrawInvitation } from "@/lib/auth/invitations";
import {
  type Change,
  changeRole,
  endSessions,
  findPerson,
  removePerson,
  resetSecondFactor,
  setDisabled,
} from "@/lib/auth/people";
import type { Person } from "@/lib/auth/person";
import { signInNeeded } from "@/lib/auth/sign-in-needed";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import type { Database } from "@/lib/db/open-database";
import { disableRequestSchema, idRequestSchema, roleRequestSchema } from "@/lib/otp/account-request";
import type { AuditAction } from "@/lib/otp/audit-action";
import { inviteRequestSchema } from "@/lib/otp/sign-in-request";

type Details = Record<string, string | boolean>;

async function record(person: Person, action: AuditAction, subject: string, details: Details): Promise<void> {
  const { id: who, name } = person;
  await recordAudit((await getLedger()).db, { who, name, action, subject, details });
}

export type InviteReply = { ok: true; path: string } | { ok: false; code: "malformed" | "taken" | "demo" };

/** Invites somebody; answers with the link to hand over, which is shown this once. */
export async function invite(request: unknown): Promise<InviteReply> {
  const person = await authorise("people");
  const { data } = inviteRequestSchema.safeParse(request);
  if (!data) return { ok: false, code: "malformed" };
  if (!(await signInNeeded())) return { ok: false, code: "demo" };
  const token = await invitePerson((await getLedger()).db, data.email, data.role);
  if (!token) return { ok: false, code: "taken" };
  await record(person, "person_invited", data.email, { role: data.role });
  return { ok: true, path: `/welcome#${token}` };
}

/** Makes an invitation void. */
export async function withdraw(request: unknown): Promise<boolean> {
  const person = await authorise("people");
  const { data } = idRequestSchema.safeParse(request);
  const email = data ? await withdrawInvitation((await getLedger()).db, data.id) : null;
  if (email) await record(person, "invitation_withdrawn", email, {});
  return email !== null;
}

export type PeopleReply = Change | "malformed";

/** Does something to a person, and writes it down. */
async function changing<T extends { id: string }>(
  schema: z.ZodType<T>,
  request: unknown,
  action: (data: T) => AuditAction,
  how: (db: Database, data: T) => Promise<Change>,
): Promise<PeopleReply> {
  const person = await authorise("people");
  const { data } = schema.safeParse(request);
  if (!data) return "malformed";
  const { db } = await getLedger();
  const name = (await findPerson(db, data.id))?.name;
  const done = await how(db, data);
  const { id, ...details } = data;
  if (done === "done") await record(person, action(data), id, { ...details, name: name ?? "" } as Details);
  return done;
}

/** Gives a person another role. */
export async function giveRole(request: unknown): Promise<PeopleReply> {
  return changing(
    roleRequestSchema,
    request,
    () => "role_changed",
    (db, { id, role }) => changeRole(db, id, role),
  );
}

/** Keeps a person out, or lets them in again. */
export async function disable(request: unknown): Promise<PeopleReply> {
  return changing(
    disableRequestSchema,
    request,
    ({ disabled }) => (disabled ? "person_disabled" : "person_enabled"),
    (db, { id, disabled }) => setDisabled(db, id, disabled),
  );
}

/** Deletes a person. */
export async function remove(request: unknown): Promise<PeopleReply> {
  return changing(
    idRequestSchema,
    request,
    () => "person_removed",
    (db, { id }) => removePerson(db, id),
  );
}

/** Ends all sessions of a person. */
export async function endSessionsOf(request: unknown): Promise<PeopleReply> {
  return changing(
    idRequestSchema,
    request,
    () => "sessions_ended",
    async (db, { id }) => {
      await endSessions(db, id);
      return "done";
    },
  );
}

/** Takes the second factor of a person away who has lost it. */
export async function resetFactor(request: unknown): Promise<PeopleReply> {
  return changing(
    idRequestSchema,
    request,
    () => "second_factor_removed",
    (db, { id }) => resetSecondFactor(db, id),
  );
}
