import type { Format, UserEntry } from "./format";
import { type Sample, sampleOf } from "./sample";
import { userEntry } from "./user-list";
import { SURE } from "./vendor";
import { vendorRows } from "./vendor-rows";
import { pick } from "./vendor-values";

/**
 * Who Keycloak's users are, for a CREDENTIAL table beside it: the table USER_ENTITY (ID, EMAIL, …, REALM_ID, USERNAME) as
 * CSV, JSON or SQL, or the admin API's `GET /users`. No OTPs.
 */
export const keycloakUsers: Format = {
  id: "keycloak-users",
  extensions: [".csv", ".tsv", ".json", ".sql"],

  detect(source) {
    const sample = sampleOf(source);
    // A dump with credentials in it is first of all that.
    const tables = sample.tables.size === 1 ? [...sample.tables.values()] : [];
    return { confidence: [sample, ...tables].some(isUserList) ? SURE : 0, plan: null };
  },

  async *read(source) {
    let count = 0;
    for await (const rows of vendorRows(source)) {
      if ("problem" in rows) return yield rows;
      const users = rows.flatMap(({ row }): UserEntry[] => {
        const id = pick(row, "ID");
        if (id === "") return [];
        return [userEntry({ externalId: id, username: pick(row, "USERNAME"), email: pick(row, "EMAIL") })];
      });
      count += users.length;
      if (users.length > 0) yield { users };
    }
    if (count === 0) yield { problem: "no_otp" };
  },
};

function isUserList({ columns }: Sample): boolean {
  if (columns.has("credentials") || !columns.has("username") || !columns.has("id")) return false;
  return (
    columns.has("disableablecredentialtypes") || (columns.has("realm_id") && columns.has("email_constraint"))
  );
}
