"use server";

import { z } from "zod";
import { authorise } from "@/lib/auth/authorise";
import { ConnectionRefused } from "@/lib/auth/connection-refused";
import { connectionFor } from "@/lib/auth/connections";
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

// Each takes the id of a connection first, as the page was drawn with it: two tabs may stand on different pools.

/** Opens a run, which this process carries from now on, in the ledger and to GenAuth. Its rows come by importRows. */
export async function openRun(connectionId: unknown, request: unknown): Promise<FeedReply> {
  const person = await authorise("imports");
  const { data } = openRequestSchema.safeParse(request);
  return data ? openRunOf(person, connectionId, data) : MALFORMED;
}

/**
 * Imports one chunk of a run's rows: they go to GenAuth by importOtp, and what becomes of each comes by the run's events.
 * The rows are checked again here, whatever the browser says it has checked. A chunk that comes again is taken once.
 */
export async function importRows(runKey: unknown, request: unknown): Promise<FeedReply> {
  const person = await authorise("imports");
  const key = z.uuid().safeParse(runKey).data;
  const { data } = importRequestSchema.safeParse(request);
  return key && data ? feedRunOf(person, key, data) : MALFORMED;
}

/**
 * Finds the pool's users by any of their names, and streams who they are. Only names come here, no
 * secret. Whoever leaves the stream ends the asking.
 */
export async function findUsers(connectionId: unknown, request: unknown): Promise<LookupReply> {
  const person = await authorise("imports");
  const { data } = lookupRequestSchema.safeParse(request);
  if (!data) return { ok: false, code: "malformed" };
  const connection = await connectionFor(person, connectionId);
  return { ok: true, events: untilLeft((gone) => findPoolUsers(connection, data, gone)) };
}

/** Looks which of these users have an OTP already, and streams it. Only user ids come here. */
export async function findEnrolments(
  connectionId: unknown,
  request: unknown,
): Promise<LookupReply<EnrolmentEvent>> {
  const person = await authorise("imports");
  const { data } = enrolmentRequestSchema.safeParse(request);
  if (!data) return { ok: false, code: "malformed" };
  const connection = await connectionFor(person, connectionId);
  return { ok: true, events: untilLeft((gone) => findPoolEnrolments(connection, data.userIds, gone)) };
}

/** Whether users of the pool are asked for codes. */
export async function checkPool(connectionId: unknown): Promise<PoolState> {
  const person = await authorise("imports");
  const found = await testConnection(await connectionFor(person, connectionId));
  if (found.state === "otp_off") return "off";
  if (found.state !== "ok") return "failed";
  return found.otpOn ? "on" : "unseen";
}

/** Tries the connection and says what is wrong with it, if anything. */
export async function checkConnection(connectionId: unknown): Promise<ConnectionState | { state: "locked" }> {
  const person = await authorise("imports");
  try {
    return await testConnection(await connectionFor(person, connectionId));
  } catch (thrown) {
    if (thrown instanceof ConnectionRefused && thrown.why === "locked") return { state: "locked" };
    throw thrown;
  }
}
