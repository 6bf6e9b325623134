import { z } from "zod";
import { readPoolHost } from "./pool-host";

/** What can be wrong with a field of a connection; a sentence each in the catalogue. */
export const FIELD_PROBLEMS = [
  "empty",
  "too_long",
  "unprintable",
  "malformed",
  "extras",
  "not_https",
  /** The host's addresses are private, and nobody has permitted it. */
  "private_address",
  "name_taken",
  /** The key's secret has to be entered again, for the host or the key id is another, or it cannot be opened. */
  "secret_needed",
] as const;
export type FieldProblem = (typeof FIELD_PROBLEMS)[number];

const problem = (code: FieldProblem) => ({ error: code });

/** What a host, a key's id or its secret may be made of: it goes into an HTTP header (RFC 9110 section 5.5). */
const token = z
  .string()
  .trim()
  .max(256, problem("too_long"))
  .regex(/^[\x21-\x7e]*$/, problem("unprintable"));

const host = z.string().transform((text, context) => {
  if (text.trim() === "") {
    context.addIssue({ code: "custom", message: "empty" satisfies FieldProblem });
    return z.NEVER;
  }
  const reading = readPoolHost(text);
  if ("host" in reading) return reading.host;
  context.addIssue({ code: "custom", message: reading.problem satisfies FieldProblem });
  return z.NEVER;
});

/** A connection as its form sends it. An empty secret leaves the one that is stored; an empty tenant is the whole pool. */
export const connectionFieldsSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, problem("empty"))
    .max(60, problem("too_long"))
    // Also what would turn the direction of the text: a name is what tells one pool from another.
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, problem("unprintable")),
  host,
  accessKeyId: token.min(1, problem("empty")),
  accessKeySecret: token,
  tenantId: z
    .string()
    .trim()
    .regex(/^[\w-]{0,64}$/, problem("malformed")),
});
/** A connection that is yet to be: no secret is stored that an empty one could leave. */
export const newConnectionSchema = connectionFieldsSchema.extend({
  accessKeySecret: token.min(1, problem("empty")),
});
export type ConnectionFields = z.output<typeof connectionFieldsSchema>;
export type ConnectionField = keyof ConnectionFields;

/** Who may use a connection, beside the owners. */
export const connectionShareSchema = z.strictObject({
  everyone: z.boolean(),
  people: z.array(z.string().min(1).max(128)).max(1000),
});
export type ConnectionShare = z.output<typeof connectionShareSchema>;

/** What became of a change. Nothing of what was typed comes back. */
export type ConnectionReply =
  | { ok: true; id: string }
  | { ok: false; code: "malformed" | "gone" | "changed" | "no_sign_in" }
  | { ok: false; code: "field"; field: ConnectionField; problem: FieldProblem };
