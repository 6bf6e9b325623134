import { vaultCsv } from "./vault-csv";

/** Apple Passwords' and Safari's CSV export (support.apple.com, "Export passwords"). */
export const applePasswords = vaultCsv({
  id: "apple-passwords",
  header: ["Title", "URL", "Username", "Password", "Notes", "OTPAuth"],
  otp: "OTPAuth",
  account: "Username",
  service: "Title",
});
