import { LOOKUP_KINDS } from "@/lib/otp/user-lookup";
import type { ColumnRole, TablePlan } from "./format";

/** Where in a table's rows stands what the checks look at; columns by their place from 0. */
export type TableShape = {
  width: number;
  /** -1: there is none. */
  userId: number;
  secret: number;
  recoveryCode: number;
  /** Cells that make a record another one as soon as there is anything in them. */
  uris: readonly number[];
  /** The other names of a user, in the order in which they count, with what goes before them in the user's key. */
  names: readonly { prefix: string; columns: readonly number[] }[];
  /** Cells whose text matters to the check: rows are alike only if these are the same. */
  parameters: readonly number[];
};

const PARAMETERS: readonly ColumnRole[] = [
  "type",
  "algorithm",
  "digits",
  "period",
  "counter",
  "confirmed",
  "disabled",
];

/**
 * The shape of the tables of a plan; null where rows have to be made into records to be compared: secrets in another
 * encoding than base32, or several columns for the secret, the user id or the recovery codes.
 */
export function tableShape({ columns, secretEncoding }: TablePlan): TableShape | null {
  const columnsOf = (role: ColumnRole) => columns.flatMap((column, at) => (column.role === role ? [at] : []));
  const [userId = -1, ...moreUserIds] = columnsOf("userId");
  const [secret = -1, ...moreSecrets] = columnsOf("secret");
  const [recoveryCode = -1, ...moreCodes] = columnsOf("recoveryCode");
  if (secretEncoding !== "base32" || secret < 0) return null;
  if (moreUserIds.length + moreSecrets.length + moreCodes.length > 0) return null;
  const names = LOOKUP_KINDS.map((kind) => ({ prefix: `${kind}:`, columns: columnsOf(kind) }));
  return {
    width: columns.length,
    userId,
    secret,
    recoveryCode,
    uris: columnsOf("uri"),
    names,
    parameters: PARAMETERS.flatMap(columnsOf),
  };
}
