import { vaultCsv } from "./vault-csv";

/** LastPass's vault as CSV (support.lastpass.com, "Export your vault data"). */
export const lastPassCsv = vaultCsv({
  id: "lastpass-csv",
  header: ["url", "username", "password", "totp", "extra", "name", "grouping", "fav"],
  otp: "totp",
  account: "username",
  service: "name",
});
