import { ISSUES, type IssueCode } from "./issue";
import { checkParameters } from "./parameters";
import type { SourceRecord } from "./record";
import { readRecoveryCode, type SeveralRecoveryCodes } from "./recovery-code";
import { readSecret, SHORT_BITS, WEAK_BITS } from "./secret";
import { GENAUTH_USER_ID, USER_ID } from "./user-id";
import { LOOKUP_KINDS } from "./user-lookup";

/** What the admin has decided once for all rows. */
export type CheckChoices = {
  /** Secrets under 80 bits are refused unless the admin accepts them. */
  acceptShortSecrets: boolean;
  severalRecoveryCodes: SeveralRecoveryCodes;
  /** Users whom GenAuth calls suspended, resigned, archived or deactivated are left out unless the admin accepts them. */
  acceptInactiveUsers: boolean;
};

export const DEFAULT_CHOICES: CheckChoices = {
  acceptShortSecrets: false,
  severalRecoveryCodes: "first",
  acceptInactiveUsers: false,
};

export type Verdict = {
  /** Canonical base32; "" when the secret cannot be read. */
  secret: string;
  /** "" for none. */
  recoveryCode: string;
  /** How many recovery codes the source gave. */
  recoveryCodes: number;
  /** In the order of ISSUES; without those that other rows cause (`user_duplicate`, `secret_duplicate`). */
  issues: readonly IssueCode[];
};

/**
 * Everything that can be said about one record by itself: whether GenAuth would take it and whether the user's
 * authenticator would go on working. Pure; a million calls a second and more when the record is clean.
 */
export function checkRecord(record: SourceRecord, choices: CheckChoices): Verdict {
  const issues: IssueCode[] = [];
  checkUser(record, issues);
  const secret = checkSecret(record, choices, issues);
  checkParameters(record, issues);
  let recoveryCode = "";
  let recoveryCodes = 0;
  if (record.recoveryCode !== "") {
    const reading = readRecoveryCode(record.recoveryCode, choices.severalRecoveryCodes);
    recoveryCode = reading.code;
    recoveryCodes = reading.count;
    issues.push(...reading.notes);
  }
  for (const found of record.found) {
    const code = found === "user_inactive" && choices.acceptInactiveUsers ? "user_inactive_accepted" : found;
    if (!issues.includes(code)) issues.push(code);
  }
  return { secret, recoveryCode, recoveryCodes, issues };
}

function checkUser(record: SourceRecord, issues: IssueCode[]): void {
  if (GENAUTH_USER_ID.test(record.userId)) return;
  if (record.userId === "") {
    // A search for the user has said more.
    if (record.found.some((code) => ISSUES[code].field === "user")) return;
    // A label names the record to a human; nobody can be found by it.
    const named = LOOKUP_KINDS.some((kind) => record[kind] !== "");
    issues.push(named ? "user_id_missing" : "user_missing");
  } else {
    issues.push(USER_ID.test(record.userId) ? "user_id_shape" : "user_id_invalid");
  }
}

function checkSecret(record: SourceRecord, choices: CheckChoices, issues: IssueCode[]): string {
  // The format's reader knows better why there is no secret.
  if (record.secret === "" && record.found.some((code) => ISSUES[code].field === "secret")) return "";
  const reading = readSecret(record.secret, record.secretEncoding);
  if (!reading.ok) {
    issues.push(reading.code);
    return "";
  }
  issues.push(...reading.notes);
  if (reading.bits < SHORT_BITS)
    issues.push(choices.acceptShortSecrets ? "secret_short_accepted" : "secret_short");
  else if (reading.bits < WEAK_BITS) issues.push("secret_weak");
  return reading.canonical;
}
