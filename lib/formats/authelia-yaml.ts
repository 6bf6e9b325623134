import { base64 } from "@scure/base";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Format } from "./format";
import { listAt } from "./json-value";
import { SURE } from "./vendor";
import { pick, takeParameters, timeOf } from "./vendor-values";
import { readYaml } from "./yaml-list";

/**
 * `authelia storage user totp export` (authelia/authelia, internal/model/totp_configuration.go): YAML in which a secret is
 * base64 of its base32 text.
 */
export const autheliaYaml: Format = {
  id: "authelia-yaml",
  extensions: [".yml", ".yaml"],
  detect: ({ head }) => ({ confidence: /^totp_configurations:/m.test(head) ? SURE : 0, plan: null }),

  async *read(source) {
    const read = readYaml(await source.text());
    if ("problem" in read) return yield read;
    const batches = new Batches();
    for (const entry of listAt(read.document, "totp_configurations")) {
      const full = batches.add(recordOf(entry, batches.count + 1));
      if (full) yield full;
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function recordOf(entry: unknown, line: number): SourceRecord {
  const record = emptyRecord(line);
  record.type = "totp";
  record.username = pick(entry, "username");
  if (record.username.includes("@")) record.email = record.username;
  record.issuer = pick(entry, "issuer");
  record.created = timeOf(pick(entry, "created_at"));
  takeParameters(record, entry);
  try {
    record.secret = new TextDecoder("utf-8", { fatal: true }).decode(base64.decode(pick(entry, "secret")));
  } catch {
    record.found = ["secret_not_base64"];
  }
  return record;
}
