"use server";

import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endOwnSession,
  signOut as endSession,
  type NewFactor,
  ownSession,
  type Refused,
  removeSecondFactor,
  renewBackupCodes,
} from "@/lib/auth/account";
import {
  changePasswordRequestSchema,
  confirmRequestSchema,
  factorRequestSchema,
  idRequestSchema,
} from "@/lib/otp/account-request";
import { judgePassword } from "@/lib/otp/judge-password";
import type { PasswordProblem } from "@/lib/otp/password";

type Reply<T = undefined> = { ok: true; data: T } | Refused | { ok: false; code: PasswordProblem };

const WRONG: Refused = { ok: false, code: "wrong" };

/** Changes one's own password; all one's other sessions end. */
export async function changeOwnPassword(request: unknown): Promise<Reply> {
  const session = await ownSession();
  const { data } = changePasswordRequestSchema.safeParse(request);
  if (!data) return WRONG;
  const { problem } = judgePassword(data.next, [session.email, session.person.name]);
  if (problem) return { ok: false, code: problem };
  return changePassword(session, data.current, data.next);
}

/** Begins to set up one's second factor. */
export async function setUpSecondFactor(request: unknown): Promise<Reply<NewFactor>> {
  const session = await ownSession();
  const { data } = factorRequestSchema.safeParse(request);
  return data ? beginSecondFactor(session, data) : WRONG;
}

/** Shows by a code that the app has the key; only then is it asked for at sign-in. */
export async function confirmOwnSecondFactor(request: unknown): Promise<Reply> {
  const session = await ownSession();
  const { data } = confirmRequestSchema.safeParse(request);
  return data ? confirmSecondFactor(session, data.code) : WRONG;
}

/** Turns one's second factor off. */
export async function turnOffSecondFactor(request: unknown): Promise<Reply> {
  const session = await ownSession();
  const { data } = factorRequestSchema.safeParse(request);
  return data ? removeSecondFactor(session, data) : WRONG;
}

/** Makes new backup codes. */
export async function newBackupCodes(request: unknown): Promise<Reply<string[]>> {
  const session = await ownSession();
  const { data } = factorRequestSchema.safeParse(request);
  return data ? renewBackupCodes(session, data) : WRONG;
}

/** Ends one of one's own sessions. */
export async function endSessionOfMine(request: unknown): Promise<boolean> {
  const session = await ownSession();
  const { data } = idRequestSchema.safeParse(request);
  return data ? endOwnSession(session, data.id) : false;
}

/** Signs out. */
export async function signOut(): Promise<void> {
  await endSession(await ownSession());
}
