import { vaultCsv } from "./vault-csv";

/** 1Password's CSV export (support.1password.com/export). */
export const onePasswordCsv = vaultCsv({
  id: "1password-csv",
  header: ["Title", "Username", "Password", "OTPAuth", "Favorite", "Archived"],
  otp: "OTPAuth",
  account: "Username",
  service: "Title",
});
