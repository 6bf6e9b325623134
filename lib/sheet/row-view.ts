import type { IssueCode } from "@/lib/otp/issue";
import type { Outcome } from "@/lib/otp/outcome";
import type { SourceRecord } from "@/lib/otp/record";
import type { Member } from "./pool-book";
import { lockOf, type Row, type RowState } from "./row";
import type { Rows } from "./rows";

/** One row as the page sees it: everything but the secret and the recovery code. */
export type RowView = {
  id: number;
  revision: number;
  source: number;
  line: number;
  state: RowState;
  outcome: Outcome | null;
  lock: "in_run" | "done" | null;
  user: Pick<SourceRecord, "userId" | "email" | "phone" | "username" | "externalId" | "label" | "issuer">;
  /** "" where the source does not state it. */
  parameters: Pick<SourceRecord, "type" | "algorithm" | "digits" | "period">;
  /** Length of the key in bits; 0 if it cannot be read. `given`: there is something to reveal. */
  secret: { bits: number; given: boolean };
  recoveryCodes: number;
  /** Which of the user's devices it is; "" where the source does not say. */
  device: string;
  /** What GenAuth has said about the user; null where nobody has asked. */
  member: Member | null;
  issues: {
    code: IssueCode;
    /** Another row that this issue is about: its line, and its source where that is another one. */
    twin: { line: number; source: number | null } | null;
  }[];
};

/** The page's view of a row. */
export function viewRow(rows: Rows, row: Row): RowView {
  const { userId, email, phone, username, externalId, label, issuer, type, algorithm, digits, period } =
    row.record;
  return {
    id: row.id,
    revision: row.revision,
    source: row.source,
    line: row.line,
    state: rows.stateOf(row),
    outcome: row.outcome,
    lock: lockOf(row.outcome),
    user: { userId, email, phone, username, externalId, label, issuer },
    parameters: { type, algorithm, digits, period },
    secret: { bits: row.bits, given: row.record.secret !== "" },
    recoveryCodes: row.recoveryCodes,
    device: row.record.device,
    member: rows.members.get(row.record.userId),
    issues: rows.sets.codes(row.issues).map((code) => ({ code, twin: twinOf(rows, row, code) })),
  };
}

function twinOf(rows: Rows, row: Row, code: IssueCode): RowView["issues"][number]["twin"] {
  const twin = rows.twin(row, code);
  return twin && { line: twin.line, source: twin.source === row.source ? null : twin.source };
}
