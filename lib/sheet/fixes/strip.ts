import type { SourceRecord } from "@/lib/otp/record";
import { edited } from "@/lib/sheet/edit";
import { defineFix } from "./fix";

/** Words that people write before a secret. */
const PREFIX = /^\s*(?:secret|key|seed|base32|base64|hex|otp|totp)\s*[:=]\s*/i;
/** Punctuation, symbols, white space and invisible marks; letters and digits of any script stay. */
const MARKS = /[\p{P}\p{S}\p{Z}\p{C}]+/gu;
/** In base64 some punctuation is part of the secret. */
const MARKS_AROUND_BASE64 = /[\p{Z}\p{C}"'`“”‘’<>()[\]{}.,;:|]+/gu;

/** Spaces, dashes, quotes and other marks that are no part of the secret. */
export const strip = defineFix({
  id: "strip",
  issues: ["secret_not_base32", "secret_not_hex", "secret_not_base64", "secret_normalised"],
  shows: "secret",
  reach: "rows",
  fixed(record) {
    const text = stripped(record);
    return text === record.secret ? record : edited(record, "secret", text);
  },
});

function stripped({ secret, secretEncoding }: SourceRecord): string {
  const bare = secret.normalize("NFKC").replace(PREFIX, "");
  switch (secretEncoding) {
    case "base32": {
      const letters = bare.replace(MARKS, "");
      return /^[!-~]*$/.test(letters) ? letters.toUpperCase() : letters;
    }
    case "hex":
      return bare.replace(/^\s*(?:0x|\\x)/i, "").replace(MARKS, "");
    case "base64":
      return bare.replace(MARKS_AROUND_BASE64, "");
    case "utf8":
      return secret;
  }
}
