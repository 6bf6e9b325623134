import type { IssueCode } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import { loginOf } from "./dn";
import type { Format } from "./format";
import { ldapKey } from "./ldap-key";
import { type LdifEntry, readLdif } from "./ldif";
import type { Problem } from "./problem";
import { nameUser, seedRecord } from "./seed";

const TOKEN = /^(?:objectclass: ipatoken[th]otp|ipatokenotpkey:.*|ipatokenuniqueid:.*)\r?$/im;

/**
 * OTP tokens of FreeIPA (389-ds) in LDIF, as ldapsearch prints `cn=otp` to the Directory Manager: `ipatokenTOTP` and
 * `ipatokenHOTP` (FreeIPA `70ipaotp.ldif`). A token whose clock is known to be off says so in its period, which GenAuth
 * cannot follow. A search without the right to read keys leaves them all out: `secrets_left_out`.
 */
export const freeipaLdif: Format = {
  id: "freeipa-ldif",
  extensions: [".ldif", ".txt"],

  detect({ head }) {
    return { confidence: /^dn::? /im.test(head) && TOKEN.test(head) ? 0.95 : 0, plan: null };
  },

  async *read(source) {
    const batches = new Batches();
    let keys = 0;
    let problem: Problem | null = null;
    for await (const entries of readLdif(source.chunks())) {
      if ("problem" in entries) {
        problem = entries;
        break;
      }
      for (const entry of entries) {
        const record = recordOf(entry);
        if (record && record.secret !== "") keys++;
        const full = record && batches.add(record);
        if (full) yield full;
      }
    }
    const rest = batches.rest();
    if (keys > 0) yield rest;
    if (problem) yield problem;
    else if (keys === 0) {
      yield batches.count > 0
        ? { problem: "secrets_left_out", values: { app: "FreeIPA" } }
        : { problem: "no_otp" };
    }
  },
};

function recordOf(entry: LdifEntry): SourceRecord | null {
  const classes = entry.all("objectclass").map(({ text }) => text.toLowerCase());
  const [key] = entry.all("ipatokenotpkey");
  const timed = classes.includes("ipatokentotp");
  if (!timed && !classes.includes("ipatokenhotp") && !key) return null;
  const offset = entry.first("ipatokentotpclockoffset");
  const step = entry.first("ipatokentotptimestep");
  const found: IssueCode[] = /^true$/i.test(entry.first("ipatokendisabled")) ? ["record_disabled"] : [];
  const record = seedRecord(entry.line, {
    ...ldapKey(key),
    label: entry.first("ipatokenuniqueid"),
    device: entry.first("description") || entry.first("ipatokenmodel"),
    type: timed ? "totp" : "hotp",
    algorithm: entry.first("ipatokenotpalgorithm"),
    digits: entry.first("ipatokenotpdigits"),
    period: /^[+-]?0*$/.test(offset) ? step : `${step} + ${offset}`,
    found,
  });
  return nameUser(record, loginOf(entry.first("ipatokenowner")));
}
