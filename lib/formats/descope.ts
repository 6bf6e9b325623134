import { emptyRecord } from "@/lib/otp/record";
import { listAt, valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import { pick, takeSecret } from "./vendor-values";

/** Descope's users as its batch API takes them (descope/node-sdk, lib/management/types.ts): `seed` in base32. */
export const descope = vendor({
  id: "descope",
  app: "Descope",
  extensions: [".json", ".ndjson", ".csv"],
  is: (sample) =>
    sample.columns.has("seed") && some(sample, (row) => loginOf(row) !== "" && pick(row, "seed") !== "")
      ? SURE
      : 0,

  reader: () => ({
    row(user, line) {
      const record = emptyRecord(line);
      takeSecret(record, valueAt(user, "seed"));
      if (record.secret === "" && record.found.length === 0) return [];
      const login = loginOf(user);
      record.type = "totp";
      record.externalId = pick(user, "userId");
      record.email = pick(user, "email") || (login.includes("@") ? login : "");
      record.phone = pick(user, "phone");
      record.username = login;
      return [record];
    },
  }),
});

function loginOf(user: unknown): string {
  const [first] = listAt(user, "loginIds");
  return pick(user, "loginId") || (typeof first === "string" ? first : "");
}
