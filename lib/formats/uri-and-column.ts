import { plainAlgorithm } from "@/lib/otp/parameters";

/** A parameter that a Key URI and a column of the same row may both state. */
export type StatedTwice = "type" | "algorithm" | "digits" | "period";

/** Longer than any word for a parameter: perhaps a secret in a row whose cells have been shifted. */
const LONGEST = 12;
/** Of the words under `type` only these are about the kind of OTP: `admin` and `app` contradict no URI. */
const KIND_OF_OTP = /^(?:totp|hotp|motp|ocra|steam)$/;

/**
 * A parameter that the URI of a row states, in view of the cell beside it that states it, too. Where they contradict each
 * other nobody can tell which one the user's authenticator has: the answer is then both (`6 / 8`), which GenAuth cannot
 * compute, whichever of the two it could; so the row is blocked and shows why. Both stay in the record, so that neither a
 * secret that is typed in nor a file of the rows with problems makes one of them look like the only one.
 */
export function statedTwice(name: StatedTwice, inUri: string, cell: string): string {
  const [own, other] = [plain(name, inUri), plain(name, cell)];
  if (own === other || (name === "type" && !KIND_OF_OTP.test(other))) return inUri;
  return cell.length > LONGEST ? cell : `${inUri} / ${cell}`;
}

/** The same for all spellings of the same. */
function plain(name: StatedTwice, text: string): string {
  switch (name) {
    case "type":
      return text.toLowerCase().replace(/^oath[-_ ]?/, "");
    case "algorithm":
      return plainAlgorithm(text);
    default:
      return text
        .replace(/^0+(?=\d)/, "")
        .replace(/ ?(?:s|secs?|seconds?|秒)$/i, "")
        .replace(/\.0+$/, "");
  }
}
