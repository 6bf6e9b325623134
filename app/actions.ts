"use server";

import { z } from "zod";
import { requireAdmin } from "@/lib/auth/require-admin";
import { getConnection } from "@/lib/env/connection";
import { findEnrolments as findPoolEnrolments } from "@/lib/genauth/find-enrolments";
import { findUsers as findPoolUsers } from "@/lib/genauth/find-users";
import { type ConnectionState, testConnection } from "@/lib/genauth/test-connection";
import { type FeedReply, importRequestSchema, openRequestSchema } from "@/lib/otp/import-request";
import {
  type EnrolmentEvent,
  enrolmentRequestSchema,
  type LookupReply,
  lookupRequestSchema,
} from "@/lib/otp/user-lookup";
import { untilLeft } from "@/lib/runs/until-left";
import type { PoolState } from "@/lib/sheet/actions";
import { feedRunOf, openRunOf } from "./run-door";

const MALFORMED: FeedReply = { ok: false, code: "malformed" };

/** Opens a run, which this process carries from now on, in the ledger and to GenAuth. Its rows come by importRows. */
export async function openRun(request: unknown): Promise<FeedReply> {
  const admin = await requireAdmin();
  const { data } = openRequestSchema.safeParse(request);
  return data ? openRunOf(admin, data) : MALFORMED;
}

/**
 * Imports one chunk of a run's rows: they go to GenAuth by importOtp, and what becomes of each comes by the run's events.
 * The rows are checked again here, whatever the browser says it has checked. A chunk that comes again is taken once.
 */
export async function importRows(runKey: unknown, request: unknown): Promise<FeedReply> {
  const admin = await requireAdmin();
  const key = z.uuid().safeParse(runKey).data;
  const { data } = importRequestSchema.safeParse(request);
  return key && data ? feedRunOf(admin, key, data) : MALFORMED;
}

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
