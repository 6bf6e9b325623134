"use server";

import { requireAdmin } from "@/lib/auth/require-admin";
import { getConnection } from "@/lib/env/connection";
import { findEnrolments as findPoolEnrolments } from "@/lib/genauth/find-enrolments";
import { findUsers as findPoolUsers } from "@/lib/genauth/find-users";
import { type ConnectionState, testConnection } from "@/lib/genauth/test-connection";
import {
  type EnrolmentEvent,
  enrolmentRequestSchema,
  type LookupReply,
  lookupRequestSchema,
} from "@/lib/otp/user-lookup";
import { untilLeft } from "@/lib/runs/until-left";
import type { PoolState } from "@/lib/sheet/actions";

/**
 * Finds the pool's users by any of their names, and streams who they are. Only names come here, no
 * secret. Whoever leaves the stream ends the asking.
 */
export async function findUsers(request: unknown): Promise<LookupReply> {
  await requireAdmin();
  const { data } = lookupRequestSchema.safeParse(request);
  if (!data) return { ok: false, code: "malformed" };
  const connection = getConnection();
  return { ok: true, events: untilLeft((gone) => findPoolUsers(connection, data, gone)) };
}

/** Looks which of these users have an OTP already, and streams it. Only user ids come here. */
export async function findEnrolments(request: unknown): Promise<LookupReply<EnrolmentEvent>> {
  await requireAdmin();
  const { data } = enrolmentRequestSchema.safeParse(request);
  if (!data) return { ok: false, code: "malformed" };
  const connection = getConnection();
  return { ok: true, events: untilLeft((gone) => findPoolEnrolments(connection, data.userIds, gone)) };
}

/** Whether users of the pool are asked for codes. */
export async function checkPool(): Promise<PoolState> {
  await requireAdmin();
  const found = await testConnection(getConnection());
  if (found.state === "otp_off") return "off";
  if (found.state !== "ok") return "failed";
  return found.otpOn ? "on" : "unseen";
}

/** Tries the connection and says what is wrong with it, if anything. */
export async function checkConnection(): Promise<ConnectionState> {
  await requireAdmin();
  return testConnection(getConnection());
}
