import { TOTP_OR_HOTP } from "@/lib/otp/parameters";
import { defineFix } from "./fix";

/** A seed file that does not say which, and an admin who knows. */
export const typeTotp = defineFix({
  id: "type_totp",
  issues: ["type_unknown"],
  shows: "type",
  reach: "rows",
  fixed: (record) => (record.type === TOTP_OR_HOTP ? { ...record, type: "totp" } : record),
});
