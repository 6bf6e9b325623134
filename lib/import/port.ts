import type { DoubtCode, HaltCode, Reference, RefusalCode } from "@/lib/otp/outcome";

/** One row as it goes to GenAuth: checked, complete, canonical. */
export type SendRow = {
  /** The row's id in the table; outcomes come back under it. */
  id: number;
  /** The pool's user id. */
  userId: string;
  /** Canonical unpadded upper-case base32 (RFC 4648 section 6). */
  secret: string;
  recoveryCode?: string | undefined;
  /** An earlier run has left the user's OTP in doubt: it is looked at before it is sent. */
  inDoubt?: boolean | undefined;
};

/** GenAuth's one answer for a whole list. Never thrown, never carries what was sent. */
export type SendAnswer =
  | ({ kind: "accepted" } & Reference)
  /** A row of the list is at fault; the answer does not say which. */
  | ({ kind: "refused"; code: RefusalCode } & Reference)
  | ({ kind: "too_large" } & Reference)
  | ({ kind: "throttled"; retryAfterMs?: number | undefined } & Reference)
  /** Nothing of this run can succeed. */
  | ({ kind: "halted"; code: HaltCode } & Reference)
  /** No definite answer: the list, a part of it or nothing may be stored. */
  | ({ kind: "doubtful"; code: DoubtCode } & Reference);

/** What GenAuth holds for one user. `secret` is canonical base32 so that equal bytes are equal text. */
export type ReadAnswer =
  | { kind: "present"; secret: string }
  | { kind: "absent" }
  | ({ kind: "user_not_found" } & Reference)
  /** GenAuth will not say, for this user; asking again would not help. */
  | ({ kind: "refused"; code: RefusalCode } & Reference)
  | ({ kind: "throttled"; retryAfterMs?: number | undefined } & Reference)
  | ({ kind: "halted"; code: HaltCode } & Reference)
  | ({ kind: "doubtful"; code: DoubtCode } & Reference);

/** Whether a user has an OTP, from a key that may not see which. */
export type EnrolledAnswer =
  | { kind: "enrolled" }
  | { kind: "not_enrolled" }
  | Exclude<ReadAnswer, { kind: "present" | "absent" }>;

/** Whether rows may go to a user: of a connection for one tenant only to its members. */
export type MemberAnswer =
  | { kind: "member" }
  | ({ kind: "outsider" } & Reference)
  | Exclude<ReadAnswer, { kind: "present" | "absent" | "user_not_found" | "refused" }>;

/** All that a run needs of the world. No call ever rejects. */
export type ImportPort = {
  /** importOtp with 1 to 50 rows. */
  send(rows: readonly SendRow[]): Promise<SendAnswer>;
  /** getOtpSecretByUser for one pool user id. */
  read(userId: string): Promise<ReadAnswer>;
  /** getUserMfaInfo for one pool user id. */
  enrolled(userId: string): Promise<EnrolledAnswer>;
  /** getTenantUser for one pool user id; absent where the connection is for the whole pool. */
  member?(userId: string): Promise<MemberAnswer>;
  /** Resolves after `ms` milliseconds, or at once when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};
