import type { IssueCode } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import { cleanCell } from "./cell";
import type { Format } from "./format";
import { textAt, valueAt } from "./json-value";
import { nameUser, seedEncoding, seedRecord } from "./seed";
import { splitOwner } from "./token-owner";
import { readYaml } from "./yaml-list";

/**
 * `privacyidea-token-janitor find --action export --yaml`: a list of tokens with `serial`, `otpkey` (hex, or base32 with
 * `--b32`), `type`, `otplen`, `owner`, and hash and time step in `info_list`. Tokens that are not active, locked or revoked
 * are flagged, and so are those whose roll-out has not ended.
 */
export const privacyideaYaml: Format = {
  id: "privacyidea-yaml",
  extensions: [".yaml", ".yml"],

  detect({ head }) {
    const list = /^\s*(?:---\s*)?-\s/.test(head.slice(0, 200));
    const mine = list && /^[- ] +otpkey:/m.test(head) && /^[- ] +serial:/m.test(head);
    return { confidence: mine ? 0.95 : 0, plan: null };
  },

  async *read(source) {
    const read = readYaml(await source.text());
    if ("problem" in read) return yield read;
    const tokens = Array.isArray(read.document) ? read.document : [];
    const secretEncoding = seedEncoding(tokens.map((token) => textAt(token, "otpkey")));
    const batches = new Batches();
    for (const token of tokens) {
      const full = batches.add({ ...recordOf(token, batches.count + 1), secretEncoding });
      if (full) yield full;
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function recordOf(token: unknown, line: number): SourceRecord {
  const value = (name: string) => cleanCell(textAt(token, name));
  const info = valueAt(token, "info_list") ?? valueAt(token, "info");
  const type = value("type");
  const found: IssueCode[] = [];
  if (value("active") === "false" || value("locked") === "true" || value("revoked") === "true") {
    found.push("record_disabled");
  }
  if (/^(?:clientwait|verify|pending)$/.test(value("rollout_state"))) found.push("record_unconfirmed");
  const record = seedRecord(line, {
    label: value("serial"),
    device: value("description"),
    secret: value("otpkey"),
    type,
    algorithm: cleanCell(textAt(info, "hashlib")),
    digits: value("otplen"),
    period: /^hotp$/i.test(type) ? "" : cleanCell(textAt(info, "timeStep")),
    found,
  });
  return nameUser(record, splitOwner(value("owner") || value("user")));
}
