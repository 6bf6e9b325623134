import { emptyRecord } from "@/lib/otp/record";
import { findRows } from "./json-rows";
import { isObject, listAt, valueAt } from "./json-value";
import { SURE, vendor } from "./vendor";
import { objectsIn, pick, type Row, takeSecret } from "./vendor-values";

/**
 * ZITADEL's import and export (ZITADEL docs, "Migrate users"): v1 `dataOrgs.orgs[].humanUsers[].user.otpCode`, v2
 * `totpSecret` of a human user. Base32; ZITADEL computes SHA-1, 6 digits, 30 s. An export has them only `with_otp`.
 */
export const zitadel = vendor({
  id: "zitadel",
  app: "ZITADEL",
  extensions: [".json", ".ndjson"],
  rowsIn: usersIn,

  is({ syntax, document, rows }) {
    const users = syntax === "json" ? usersIn(document).slice(0, 200).filter(isObject) : rows;
    const orgs = orgsIn(document).length > 0;
    return orgs ||
      users.some((user) => isObject(user.profile) && pick(user, "totpSecret", "totp_secret") !== "")
      ? SURE
      : 0;
  },

  reader: () => ({
    row(row, line) {
      const user = isObject(row.user) ? row.user : row;
      const record = emptyRecord(line);
      takeSecret(
        record,
        ["otpCode", "otp_code", "totpSecret", "totp_secret"]
          .map((name) => valueAt(user, name))
          .find((one) => one != null),
      );
      if (record.secret === "" && record.found.length === 0) return [];
      record.type = "totp";
      record.externalId = pick(row, "userId", "user_id", "id");
      record.username = pick(user, "userName", "user_name", "username");
      record.email = pick(valueAt(user, "email"), "email");
      record.phone = pick(valueAt(user, "phone"), "phone");
      return [record];
    },
  }),
});

function orgsIn(document: unknown): readonly Row[] {
  const data = valueAt(document, "dataOrgs") ?? valueAt(document, "data_orgs") ?? document;
  return objectsIn(listAt(data, "orgs")).filter((org) => "humanUsers" in org || "human_users" in org);
}

function usersIn(document: unknown): readonly unknown[] {
  const orgs = orgsIn(document);
  if (orgs.length === 0) return findRows(document) ?? [];
  return orgs.flatMap((org) => [...listAt(org, "humanUsers"), ...listAt(org, "human_users")]);
}
