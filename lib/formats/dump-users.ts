import type { ReadItem, UserEntry } from "./format";
import type { Source } from "./source";
import { userEntry } from "./user-list";
import { vendorRows } from "./vendor-rows";
import { pick, type Row } from "./vendor-values";

/**
 * Who the users are, from the other tables of a database dump that holds the secrets in some: every table with an id beside a
 * login or an address. So one dump of both tables is joined like two files.
 */
export async function* dumpUsers(
  source: Source,
  isOther: (table: string) => boolean,
): AsyncGenerator<ReadItem> {
  for await (const rows of vendorRows(source, undefined, isOther)) {
    if ("problem" in rows) return;
    const users = rows.flatMap(({ row }) => (row && userIn(row)) ?? []);
    if (users.length > 0) yield { users };
  }
}

function userIn(row: Row): UserEntry | null {
  const id = pick(row, "id");
  const username = pick(row, "username", "user_login", "login");
  const email = pick(row, "email", "user_email", "mail");
  if (id === "" || (username === "" && email === "")) return null;
  return userEntry({ externalId: id, username, email, phone: pick(row, "phone", "phone_number") });
}
