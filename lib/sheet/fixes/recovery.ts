import { RECOVERY_SEPARATOR } from "@/lib/otp/recovery-code";
import { edited } from "@/lib/sheet/edit";
import { defineFix } from "./fix";

/** Of several recovery codes the first stays. */
export const firstRecoveryCode = defineFix({
  id: "first_recovery_code",
  issues: ["recovery_first_taken", "recovery_none_taken"],
  shows: "recoveryCode",
  reach: "rows",
  fixed(record) {
    const codes = record.recoveryCode.split(RECOVERY_SEPARATOR).filter((code) => code !== "");
    const [first] = codes;
    return first === undefined || codes.length === 1 ? record : edited(record, "recoveryCode", first);
  },
});

export const noRecoveryCode = defineFix({
  id: "no_recovery_code",
  issues: [
    "recovery_first_taken",
    "recovery_none_taken",
    "recovery_hashed",
    "recovery_too_long",
    "recovery_shape",
  ],
  shows: "recoveryCode",
  reach: "rows",
  fixed: (record) => (record.recoveryCode === "" ? record : edited(record, "recoveryCode", "")),
});
