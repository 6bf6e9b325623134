import type { SourceRecord } from "@/lib/otp/record";
import type { Format } from "./format";
import { readLines } from "./lines";
import type { Problem } from "./problem";
import { seedRecord } from "./seed";

const SECRET = /^[A-Z2-7]{8,256}={0,6}$/;
const OPTION = /^" (?<name>[A-Z_]{3,40})(?: (?<value>[^\r\n]{0,200}))?$/;
const SCRATCH_CODE = /^\d{8}$/;
/** Nobody has a thousand scratch codes. */
const MAX_CODES = 1_000;

/**
 * The `~/.google_authenticator` file of one user (google-authenticator-libpam, FILEFORMAT): the secret in base32, options
 * behind a quote and a space, then scratch codes. `TOTP_AUTH` makes it TOTP, else it counts; always SHA-1 and 6 digits, 30
 * seconds unless `STEP_SIZE` says otherwise. Whose it is, only the name of the file can tell.
 */
export const pamGoogleAuthenticator: Format = {
  id: "pam-google-authenticator",
  extensions: [".txt"],

  detect({ head }) {
    const lines = head.slice(0, 4_096).split(/\r\n|\r|\n/, 64);
    const [first = "", ...more] = lines.map((line) => line.trimEnd()).filter((line) => line !== "");
    const mine = SECRET.test(first) && more.some((line) => OPTION.test(line));
    return { confidence: mine ? 0.95 : 0, plan: null };
  },

  async *read(source) {
    let record: SourceRecord | null = null;
    let problem: Problem | null = null;
    const options = new Map<string, string>();
    const codes: string[] = [];
    for await (const lines of readLines(source.chunks())) {
      if ("problem" in lines) {
        problem = lines;
        break;
      }
      for (const { line, text } of lines) {
        const option = OPTION.exec(text.trimEnd())?.groups;
        if (!record) record = seedRecord(line, { secret: text.trim(), label: userIn(source.name) });
        else if (option?.name !== undefined && options.size < 64)
          options.set(option.name, option.value ?? "");
        else if (SCRATCH_CODE.test(text.trim()) && codes.length < MAX_CODES) codes.push(text.trim());
      }
    }
    if (record) yield [complete(record, options, codes)];
    if (problem) yield problem;
    else if (!record) yield { problem: "no_otp" };
  },
};

function complete(record: SourceRecord, options: ReadonlyMap<string, string>, codes: string[]): SourceRecord {
  const timed = options.has("TOTP_AUTH");
  return {
    ...record,
    type: timed ? "totp" : "hotp",
    algorithm: "SHA1",
    digits: "6",
    period: timed ? options.get("STEP_SIZE") || "30" : "",
    recoveryCode: codes.join(" "),
  };
}

/** The user after whom the file is called, if it is called after one: not `.google_authenticator` itself. */
function userIn(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1).slice(0, 200);
  return base.replace(/\.(?:txt|bak|cfg|conf)$/i, "").replace(/[._-]?google[_-]?authenticator.*$/i, "");
}
