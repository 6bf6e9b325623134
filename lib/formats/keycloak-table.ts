import { federatedName, isHashedRecovery, keycloakOtp } from "./keycloak-otp";
import { SURE, vendor } from "./vendor";
import { pick, type Row } from "./vendor-values";

/**
 * Keycloak's database table CREDENTIAL (ID, SALT, TYPE, USER_ID, CREATED_DATE, USER_LABEL, SECRET_DATA, CREDENTIAL_DATA,
 * PRIORITY) as CSV, JSON or SQL. Who USER_ID is stands in USER_ENTITY (keycloak-users.ts).
 */
export const keycloakTable = vendor({
  id: "keycloak-table",
  app: "Keycloak",
  extensions: [".csv", ".tsv", ".json", ".sql"],
  is: ({ columns }) =>
    columns.has("secret_data") && columns.has("credential_data") && columns.has("user_id") ? SURE : 0,

  reader: () => {
    const hashed = new Set<string>();
    return {
      row(written, line) {
        const row = lowered(written);
        const userId = pick(row, "USER_ID");
        if (isHashedRecovery(row)) hashed.add(userId);
        const record = keycloakOtp(row, line);
        if (!record) return [];
        record.externalId = userId;
        record.label = federatedName(userId);
        // Named when another table is joined to it.
        record.username = pick(row, "USERNAME");
        record.email = pick(row, "EMAIL");
        if (hashed.has(userId)) record.found = [...record.found, "recovery_hashed"];
        return [record];
      },
    };
  },

  without: ({ rows }) => ({
    problem: rows.some((row) => /otp/.test(pick(row, "TYPE"))) ? "secrets_left_out" : "hashes_only",
    values: { app: "Keycloak" },
  }),
});

/** JSON of the table has its columns in capitals where the database has. */
function lowered(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
}
