import { vaultCsv } from "./vault-csv";

/** The CSV export of Bitwarden and Bitwarden Authenticator (bitwarden.com/help/export-your-data). */
export const bitwardenCsv = vaultCsv({
  id: "bitwarden-csv",
  header: ["favorite", "type", "name", "login_uri", "login_totp"],
  otp: "login_totp",
  account: "login_username",
  service: "name",
});
