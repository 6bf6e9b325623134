import type { RunEvent } from "@/lib/otp/run-event";
import type { EnrolmentEvent, LookupReply, LookupRequest } from "@/lib/otp/user-lookup";
import type { OutgoingRow } from "./run-desk";

export type ImportReply =
  | { ok: true; events: AsyncIterable<RunEvent> }
  /** The rows are not what this server takes; nothing was sent. */
  | { ok: false; code: "malformed" };

/** What the page needs of the server for an import; app/ provides it. */
export type ImportActions = {
  importRows(request: { runId: string; rows: OutgoingRow[] }): Promise<ImportReply>;
  /** Looks users up by any of their names. */
  findUsers(request: LookupRequest): Promise<LookupReply>;
  /** Looks which of these users have an OTP already. */
  findEnrolments(request: { userIds: string[] }): Promise<LookupReply<EnrolmentEvent>>;
  /** Does not wait behind a running action. */
  stopRun(runId: string): Promise<void>;
};
