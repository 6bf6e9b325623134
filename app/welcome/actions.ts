"use server";

import { authoriseAnybody } from "@/lib/auth/authorise";
import { acceptInvitation, type Invitation, isTaken, readInvitation } from "@/lib/auth/invitations";
import { signInByPassword } from "@/lib/auth/sign-in";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { judgePassword } from "@/lib/otp/judge-password";
import type { PasswordProblem } from "@/lib/otp/password";
import { invitationRequestSchema, joinRequestSchema } from "@/lib/otp/sign-in-request";

/** What an invitation is for; null when it is none, has been used or has expired. */
export async function lookAtInvitation(request: unknown): Promise<Invitation | null> {
  await authoriseAnybody();
  const { data } = invitationRequestSchema.safeParse(request);
  return data ? readInvitation((await getLedger()).db, data.token) : null;
}

export type JoinReply = { ok: true } | { ok: false; code: "malformed" | "void" | "taken" | PasswordProblem };

/** Makes a person of whoever holds an invitation, and signs them in. */
export async function join(request: unknown): Promise<JoinReply> {
  await authoriseAnybody();
  const { data } = joinRequestSchema.safeParse(request);
  if (!data) return { ok: false, code: "malformed" };
  const { db } = await getLedger();
  const invitation = await readInvitation(db, data.token);
  if (!invitation) return { ok: false, code: "void" };
  const email = invitation.email ?? data.email;
  if (await isTaken(db, email)) return { ok: false, code: "taken" };
  const { problem } = judgePassword(data.password, [email, data.name]);
  if (problem) return { ok: false, code: problem };
  const person = await acceptInvitation(db, data.token, data);
  if (!person) return { ok: false, code: "void" };
  const { id: who, role } = person;
  await recordAudit(db, { who, name: data.name, action: "person_joined", subject: who, details: { role } });
  await signInByPassword(person.email, data.password);
  return { ok: true };
}
