import { seedFormat, seedHeader, seedRows } from "./token-seeds";

/**
 * Seed files in which every token is known to be TOTP: RapidIdentity's (hex, 30 seconds only), and PingID's or Duo's for a
 * token type of TOTP. Only a header that says so (`Serial,TOTP seed`) makes that sure; else it is what the admin may
 * choose. What the file does not state is assumed, and said so.
 */
export const totpSeeds = seedFormat("totp-seeds", "totp", (rows) => {
  if (!seedRows(rows)) return 0;
  return seedHeader(rows)?.includes("totp") ? 0.75 : 0.65;
});
