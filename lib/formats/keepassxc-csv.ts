import { vaultCsv } from "./vault-csv";

/** KeePassXC's CSV export (keepassxreboot/keepassxc, src/format/CsvExporter.cpp). */
export const keePassXcCsv = vaultCsv({
  id: "keepassxc-csv",
  header: ["Group", "Title", "Username", "Password", "URL", "Notes", "TOTP"],
  otp: "TOTP",
  account: "Username",
  service: "Title",
});
