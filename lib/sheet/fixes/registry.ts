import type { IssueCode } from "@/lib/otp/issue";
import { keepFirst, keepLast, keepNewest } from "./keep";
import { eightToB, oneToI, oneToL, zeroToO } from "./lookalike";
import { readAsBase32, readAsBase64, readAsHex } from "./read-as";
import { firstRecoveryCode, noRecoveryCode } from "./recovery";
import { removeRows } from "./remove";
import { strip } from "./strip";
import { typeTotp } from "./type-totp";
import { userIsEmail, userIsExternalId, userIsPhone, userIsUsername } from "./user-as";
import { lowerEmail, lowerUserId } from "./user-lower";
import { tidyUser } from "./user-tidy";

/** Every fix, in the order in which they are offered under an issue. */
export const FIXES = [
  strip,
  readAsHex,
  readAsBase64,
  readAsBase32,
  zeroToO,
  oneToI,
  oneToL,
  eightToB,
  tidyUser,
  lowerUserId,
  lowerEmail,
  userIsEmail,
  userIsPhone,
  userIsUsername,
  userIsExternalId,
  keepFirst,
  keepLast,
  keepNewest,
  typeTotp,
  firstRecoveryCode,
  noRecoveryCode,
  removeRows,
];

export type FixId = (typeof FIXES)[number]["id"];

export const FIX_IDS: readonly FixId[] = FIXES.map(({ id }) => id);

export function fixOf(id: FixId): (typeof FIXES)[number] | undefined {
  return FIXES.find((fix) => fix.id === id);
}

/** The fixes for one issue. */
export function fixesFor(issue: IssueCode): readonly FixId[] {
  return FIXES.filter(({ issues }) => issues.includes(issue)).map(({ id }) => id);
}
