import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import { loginOf, sameDn } from "./dn";
import type { Format } from "./format";
import { ldapKey } from "./ldap-key";
import { type LdifEntry, readLdif } from "./ldif";
import { seedRecord } from "./seed";

const ENTRY = /^(?:oath(?:secret|[th]otptoken|[th]otpparams)::? |objectclass: oath[th]otp)/im;

/** The digests of RFC 8018 appendix B.1.2. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.7": "SHA1",
  "1.2.840.113549.2.8": "SHA224",
  "1.2.840.113549.2.9": "SHA256",
  "1.2.840.113549.2.10": "SHA384",
  "1.2.840.113549.2.11": "SHA512",
};

type Kind = "totp" | "hotp";
type Directory = {
  tokens: Map<string, { kind: Kind; entry: LdifEntry }>;
  params: Map<string, LdifEntry>;
  /** Users by the DN of their token. */
  users: Map<string, LdifEntry[]>;
};

/**
 * OpenLDAP's overlay slapo-otp(5) in LDIF: the key is on a token entry, its parameters on another that it points to, and
 * the user points to the token. All three are joined here, in whatever order they come; a token to which no user in the
 * file points keeps its own name as label.
 */
export const slapoOtpLdif: Format = {
  id: "slapo-otp-ldif",
  extensions: [".ldif", ".txt"],

  detect({ head }) {
    return { confidence: /^dn::? /im.test(head) && ENTRY.test(head) ? 0.95 : 0, plan: null };
  },

  async *read(source) {
    const directory: Directory = { tokens: new Map(), params: new Map(), users: new Map() };
    for await (const entries of readLdif(source.chunks())) {
      if ("problem" in entries) return yield entries;
      for (const entry of entries) collect(entry, directory);
    }
    const batches = new Batches();
    const records = [...directory.tokens].flatMap(([dn, { kind, entry }]) =>
      join(dn, kind, entry, directory),
    );
    if (records.length > 0 && records.every(({ secret }) => secret === "")) {
      return yield { problem: "secrets_left_out", values: { app: "OpenLDAP" } };
    }
    for (const record of records) {
      const full = batches.add(record);
      if (full) yield full;
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function collect(entry: LdifEntry, { tokens, params, users }: Directory): void {
  const dn = sameDn(entry.dn);
  const classes = entry.all("objectclass").map(({ text }) => text.toLowerCase());
  for (const kind of ["totp", "hotp"] as const) {
    if (classes.includes(`oath${kind}token`)) tokens.set(dn, { kind, entry });
    if (classes.includes(`oath${kind}params`)) params.set(dn, entry);
    for (const { text } of entry.all(`oath${kind}token`)) {
      const token = sameDn(text);
      const before = users.get(token);
      if (before) before.push(entry);
      else users.set(token, [entry]);
    }
  }
}

function join(dn: string, kind: Kind, token: LdifEntry, { params, users }: Directory): SourceRecord[] {
  const pointer = token.first(`oath${kind}params`);
  const parameters = pointer === "" ? token : params.get(sameDn(pointer));
  const algorithm = parameters?.first("oathhmacalgorithm") ?? "";
  const record = seedRecord(token.line, {
    ...ldapKey(token.all("oathsecret")[0]),
    label: token.first("oathtokenserialnumber") || token.first("cn") || token.first("ou"),
    type: kind,
    algorithm: ALGORITHMS[algorithm] ?? algorithm,
    digits: parameters?.first("oathotplength") ?? "",
    period: parameters?.first("oathtotptimestepperiod") ?? "",
  });
  const owners = users.get(dn) ?? [];
  if (owners.length === 0) return [record];
  return owners.map((user) => ({
    ...record,
    username: user.first("uid") || loginOf(user.dn),
    email: user.first("mail"),
    phone: user.first("mobile"),
  }));
}
