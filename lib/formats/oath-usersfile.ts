import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Format } from "./format";
import { type NumberedLine, readLines } from "./lines";
import type { Problem } from "./problem";
import { share } from "./row-format";
import { isHexSeed, nameUser, seedRecord } from "./seed";

/** `HOTP`, `HOTP/E/8`, `HOTP/T30`, `HOTP/T30/6`: event or time based, then digits. */
const TYPE = /^(?<kind>[A-Z]{3,8})(?:\/(?<factor>E|T(?<period>\d{0,6})))?(?:\/(?<digits>\d{1,2}))?$/i;

/**
 * The users file of OATH Toolkit (`pam_oath`, `mod_authn_otp`): `type user PIN key [counter …]`, separated by white space,
 * the key in hex, `#` for comments. Only `/T` is time based, 30 seconds unless stated; always SHA-1, 6 digits unless stated.
 */
export const oathUsersfile: Format = {
  id: "oath-usersfile",
  extensions: [".txt", ".oath"],

  detect({ head, complete }) {
    const lines = head.slice(0, 16 << 10).split(/\r\n|\r|\n/);
    if (!complete || head.length > 16 << 10) lines.pop();
    const rows = lines.filter((text) => !isComment(text)).map(cellsOf);
    const fits = ([type = "", , , key]: string[]) => TYPE.test(type) && isHexSeed(key);
    return { confidence: share(rows, fits) >= 0.8 ? 0.95 : 0, plan: null };
  },

  async *read(source) {
    const batches = new Batches();
    let problem: Problem | null = null;
    for await (const lines of readLines(source.chunks())) {
      if ("problem" in lines) {
        problem = lines;
        break;
      }
      for (const line of lines) {
        const full = isComment(line.text) ? null : batches.add(recordOf(line));
        if (full) yield full;
      }
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (problem) yield problem;
    else if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function isComment(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}

function cellsOf(text: string): string[] {
  return text.trim().split(/\s+/, 5);
}

function recordOf({ text, line }: NumberedLine): SourceRecord {
  const [type = "", user = "", , secret = ""] = cellsOf(text);
  const parts = TYPE.exec(type)?.groups;
  if (!parts || secret === "") return nameUser(seedRecord(line, { found: ["record_incomplete"] }), user);
  const timed = parts.factor?.toUpperCase().startsWith("T") === true;
  const oath = /^(?:hotp|totp)$/i.test(parts.kind ?? "");
  const record = seedRecord(line, {
    secret,
    secretEncoding: "hex",
    type: oath ? (timed ? "totp" : "hotp") : (parts.kind ?? ""),
    algorithm: oath ? "SHA1" : "",
    digits: parts.digits ?? (oath ? "6" : ""),
    period: timed ? parts.period || "30" : "",
  });
  return nameUser(record, user);
}
