import { type CheckChoices, checkRecord, type Verdict } from "@/lib/otp/check";
import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import type { PoolUserView } from "@/lib/otp/pool-user-view";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { LOOKUP_KINDS } from "@/lib/otp/user-lookup";
import type { RowView } from "@/lib/sheet/row-view";
import type { Revealed } from "@/lib/sheet/sheet";

/** Where a secret on the page of a user comes from. */
export type Origin =
  | { kind: "typed" | "camera" | "new" }
  /** A record of a file or of the Import table. */
  | { kind: "record"; name: string; size: number; line: number };

/** A secret that may become the user's. */
export type Candidate = {
  record: SourceRecord;
  origin: Origin;
  /** Other rows with the same secret, where it comes from a table. */
  twins: RowView["issues"];
};

/** A row of a table with what it hides, as a candidate; null where its secret cannot be read, so that it has to be typed. */
export function candidateOf(
  row: RowView,
  revealed: Revealed,
  source: { name: string; size: number },
): Candidate | null {
  if (revealed.secret === "") return null;
  const { userId, email, phone, username, externalId, label, issuer } = row.user;
  return {
    record: {
      ...emptyRecord(row.line),
      ...{ userId, email, phone, username, externalId, label, issuer },
      ...row.parameters,
      secret: revealed.secret,
      recoveryCode: revealed.recoveryCode,
      // What cannot be seen by the values alone: that the record was disabled, never confirmed, cut off.
      found: row.issues
        .map(({ code }) => code)
        .filter((code) => ISSUES[code].field === "record" && isError(code)),
    },
    origin: { kind: "record", ...source, line: row.line },
    twins: row.issues.filter(({ code }) => code === "secret_duplicate"),
  };
}

const isError = (code: IssueCode) => ISSUES[code].level === "error";

/**
 * The name by which a record speaks of somebody else than this user; null when it names the user, or nobody.
 */
export function namesAnother(record: SourceRecord, user: PoolUserView): string | null {
  const email = /^[^\s@]+@[^\s@]+$/.test(record.label) ? record.label : "";
  const stated = [
    ...LOOKUP_KINDS.map((kind) => [kind, record[kind]] as const),
    ["email", email] as const,
  ].filter(([, name]) => name !== "");
  const isTheirs = ([kind, name]: (typeof stated)[number]) => {
    const theirs = user[kind].toLowerCase();
    const its = name.trim().toLowerCase();
    if (kind !== "phone") return its === theirs;
    const [digits, own] = [its.replace(/\D/g, ""), theirs.replace(/\D/g, "")];
    return own !== "" && digits.endsWith(own);
  };
  return stated.some(isTheirs) ? null : (stated[0]?.[1] ?? null);
}

/** What there is to say about a candidate for this user, by the rules of the table. */
export function judge(
  { record, twins }: Candidate,
  { user, recoveryCode, choices }: { user: PoolUserView; recoveryCode: string; choices: CheckChoices },
): Verdict {
  const inactive = user.status !== null && user.status !== "Activated";
  const found: IssueCode[] = [...record.found, ...(inactive ? (["user_inactive"] as const) : [])];
  const verdict = checkRecord(
    { ...record, userId: user.userId, recoveryCode: recoveryCode.trim(), found },
    choices,
  );
  const codes = [...verdict.issues, ...twins.map(({ code }) => code)];
  // GenAuth has told the id itself, whatever it looks like.
  return { ...verdict, issues: codes.filter((code) => code !== "user_id_shape") };
}
