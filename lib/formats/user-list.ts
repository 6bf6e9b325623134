import { looksLikeSecret, MASK } from "@/lib/otp/misplaced-secret";
import type { SourceRecord } from "@/lib/otp/record";
import { GENAUTH_USER_ID } from "@/lib/otp/user-id";
import { isScientific } from "./cell";
import type { Column, ColumnRole, ReadItem, TablePlan, UserEntry } from "./format";
import { compact } from "./header-name";
import { PERSONAL_NAME } from "./header-synonyms";

type Named = Omit<UserEntry, "keys">;

/** What other files may know a user or a token by. */
const KEYS: ReadonlySet<ColumnRole> = new Set(["userId", "externalId", "label"]);
const NAMES: readonly ColumnRole[] = ["userId", "externalId", "label", "username", "email", "phone"];

/** Columns with secrets that nothing could be made of, such as HOTP's: their rows are records to look at. */
const SECRETS = /secret|seed|hotp|hmacotp|(?:otp|mfa|2fa|auth).{0,16}key/i;

/**
 * Whether a table is a list of users to be joined with secrets from elsewhere: no column of secrets, but an id or a serial
 * number beside at least one more column that says who it is.
 */
export function isUserList({ columns, hasHeader }: Pick<TablePlan, "columns" | "hasHeader">): boolean {
  const roles = new Set(columns.map(({ role }) => role));
  if (!hasHeader || roles.has("secret") || roles.has("uri")) return false;
  if (columns.some(({ name, role }) => role === "ignore" && SECRETS.test(name))) return false;
  const isKey = (column: Column) => KEYS.has(column.role) && !isPersonal(column);
  return columns.some(isKey) && NAMES.filter((role) => roles.has(role)).length >= 2;
}

/** Whether a column's label is what a person is called, and no serial number. */
function isPersonal({ name, role }: Column): boolean {
  return role === "label" && PERSONAL_NAME.has(compact(name));
}

/** One line of a list of users: the ids, names and addresses that other files may know this user by. */
export function userEntry(user: Partial<Named>, ...ids: readonly string[]): UserEntry {
  const [userId, email, phone, username, externalId] = [
    user.userId,
    user.email,
    user.phone,
    user.username,
    user.externalId,
  ].map(nameOnly) as [string, string, string, string, string];
  const keys = new Set([...ids.map(nameOnly), externalId, username, email].filter((key) => key !== ""));
  return { keys: [...keys], userId, email, phone, username, externalId };
}

/** A cell that was shifted here may hold a secret; a rounded number is perhaps somebody else's. */
function nameOnly(text = ""): string {
  return text === MASK || looksLikeSecret(text) || isScientific(text) ? "" : text;
}

/** The users in what was read as records of a list of users. An id of any other shape than GenAuth's is the source's own. */
export async function* asUsers(
  items: AsyncIterable<ReadItem>,
  { columns }: Pick<TablePlan, "columns">,
): AsyncGenerator<ReadItem> {
  const personal = columns.some(isPersonal);
  for await (const item of items) {
    if (!Array.isArray(item)) {
      yield item;
      continue;
    }
    const users = item
      .map((record) => entryOf(personal ? { ...record, label: "" } : record))
      .filter(({ keys }) => keys.length > 0);
    if (users.length > 0) yield { users };
  }
}

function entryOf(record: SourceRecord): UserEntry {
  const genAuth = GENAUTH_USER_ID.test(record.userId);
  const { userId, externalId, email, phone, username, label } = record;
  const own = { email, phone, username, userId: genAuth ? userId : "" };
  return userEntry({ ...own, externalId: externalId || (genAuth ? "" : userId) }, externalId, userId, label);
}
