import type { SecretEncoding } from "@/lib/otp/record";
import { defineFix } from "./fix";

function reading(secretEncoding: SecretEncoding) {
  return {
    shows: "secret" as const,
    reach: "column" as const,
    fixed: <R extends { secret: string; secretEncoding: SecretEncoding }>(record: R): R =>
      record.secret === "" || record.secretEncoding === secretEncoding
        ? record
        : { ...record, secretEncoding },
  };
}

/** The column is hexadecimal: 0, 1, 8 and 9 give it away. */
export const readAsHex = defineFix({
  id: "read_as_hex",
  issues: ["secret_lookalike", "secret_not_base32", "secret_not_base64"],
  ...reading("hex"),
});

export const readAsBase64 = defineFix({
  id: "read_as_base64",
  issues: ["secret_lookalike", "secret_not_base32", "secret_not_hex"],
  ...reading("base64"),
});

export const readAsBase32 = defineFix({
  id: "read_as_base32",
  issues: ["secret_not_hex", "secret_not_base64"],
  ...reading("base32"),
});
