import type { IssueCode } from "./issue";

/** How a source writes the key bytes down. `utf8`: the characters themselves are the key (Keycloak). */
export const SECRET_ENCODINGS = ["base32", "hex", "base64", "utf8"] as const;
export type SecretEncoding = (typeof SECRET_ENCODINGS)[number];

/** The ways in which a source may name a user. Only `userId` is what importOtp takes. */
export const IDENTITY_KINDS = ["userId", "email", "phone", "username", "externalId", "label"] as const;

/**
 * One user's OTP as the source gave it. Every value is the source's own text; `""` means that the source does
 * not state it (which is not the same as the default: see `parameters_assumed`).
 */
export type SourceRecord = {
  /** 1-based: the line of a text file, the position of the record in a JSON file. */
  line: number;
  userId: string;
  email: string;
  phone: string;
  username: string;
  externalId: string;
  /** The account of a Key URI, a token's serial, or whatever else names the record to a human. */
  label: string;
  issuer: string;
  /** Which of a user's devices it is, e.g. "iPhone". */
  device: string;
  /** When it was set up, in milliseconds since the epoch; 0 where the source does not state it. */
  created: number;
  secret: string;
  secretEncoding: SecretEncoding;
  type: string;
  algorithm: string;
  digits: string;
  period: string;
  /** One recovery code, or several separated by white space, comma, semicolon or bar. */
  recoveryCode: string;
  /** What the reader of the format has already found wrong, e.g. `uri_invalid`. */
  found: readonly IssueCode[];
};

const NOTHING_FOUND: readonly IssueCode[] = [];

/**
 * A record in which the source has stated nothing yet. All records are made here, with the same properties in
 * the same order, so that a million of them share one hidden class.
 */
export function emptyRecord(line: number): SourceRecord {
  return {
    line,
    userId: "",
    email: "",
    phone: "",
    username: "",
    externalId: "",
    label: "",
    issuer: "",
    device: "",
    created: 0,
    secret: "",
    secretEncoding: "base32",
    type: "",
    algorithm: "",
    digits: "",
    period: "",
    recoveryCode: "",
    found: NOTHING_FOUND,
  };
}
