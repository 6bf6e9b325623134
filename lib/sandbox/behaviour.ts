import { z } from "zod";

/** The calls which the sandbox answers, by the last part of `/api/v3/<name>`. */
export const ENDPOINTS = [
  "import-otp",
  "get-user",
  "get-user-batch",
  "list-users",
  "get-user-mfa-info",
  "get-otp-secret-by-user",
  "get-global-mfa-settings",
  "list-tenants",
  "list-tenant-users",
  "get-tenant-user",
  "get-management-token",
] as const;
export type EndpointName = (typeof ENDPOINTS)[number];

export const FAULTS = [
  "none",
  "timeout-before-store",
  "timeout-after-store",
  "reset-before",
  "reset-after",
  "reset-during",
  "cut-during",
  "stall-during",
  "status-500",
  "status-502",
  "html",
  "truncated",
  "empty",
  "redirect-302",
  "redirect-307",
] as const;
export type Fault = (typeof FAULTS)[number];

const REFUSED_USER = /^[^\s:,]+(:\d{3}(:\d{1,9})?)?$/;

/**
 * Every switch of the sandbox, once: the command line, `--help` and the run-time control all read this schema.
 * Each `[UNKNOWN]` of genauth-api.md is one of them.
 */
export const behaviourSchema = z.strictObject({
  badRow: z
    .enum(["refuse-all", "store-good", "stop-at-bad", "store-good-answer-200"])
    .default("refuse-all")
    .describe("what a list with a bad row does"),
  existing: z
    .enum(["overwrite", "conflict", "ignore"])
    .default("overwrite")
    .describe("what happens to a user who has an OTP (conflict: a bad row with 409)"),
  duplicateInList: z
    .enum(["last-wins", "first-wins", "refuse"])
    .default("last-wins")
    .describe("the same user twice in one list (refuse: every repetition is a bad row)"),
  validateSecret: z
    .boolean()
    .default(false)
    .describe("refuse a secret that is not upper-case base32 of 16 characters or more"),
  refuseInactive: z
    .boolean()
    .default(true)
    .describe("refuse users who are not Activated, with 403 and 2120008"),
  refuseUsers: z
    .array(
      z
        .string()
        .regex(REFUSED_USER, "must be <userId>, <userId>:<statusCode> or <userId>:<statusCode>:<apiCode>"),
    )
    .default([])
    .describe("users always refused: <userId>[:<statusCode>[:<apiCode>]], 400 when not given"),
  maxList: z.int().min(0).default(50).describe("rows in one import-otp list; more is 413; 0: no limit"),
  errorsAs: z
    .enum(["http", "body"])
    .default("http")
    .describe("errors as the HTTP status, or as HTTP 200 with the code in the body"),
  noSecretAs: z
    .enum(["null", "empty", "not-found"])
    .default("null")
    .describe("get-otp-secret-by-user for a user without an OTP"),
  secretBackAs: z
    .enum(["verbatim", "lower-case", "padded", "withheld"])
    .default("verbatim")
    .describe("how get-otp-secret-by-user writes a stored secret (withheld: as if there were none)"),
  totpStatusAs: z
    .enum(["string", "boolean"])
    .default("string")
    .describe("get-user-mfa-info: enabled/disabled, or true/false"),
  missingInBatch: z
    .enum(["left-out", "not-found"])
    .default("left-out")
    .describe("get-user-batch with an unknown id"),
  otpEnabled: z.boolean().default(true).describe("the pool's MFA factors contain OTP"),
  deny: z.array(z.enum(ENDPOINTS)).default([]).describe("calls answered with 403 and 1001"),
  rateLimit: z.int().min(0).default(0).describe("requests a second; more is 429; 0: no limit"),
  retryAfter: z.boolean().default(false).describe("send Retry-After with a 429"),
  latencyMs: z.int().min(0).max(600_000).default(0).describe("milliseconds before a request is looked at"),
  clockOffsetMs: z.int().default(0).describe("how far the sandbox's clock is ahead"),
  users: z.int().min(0).max(1_000_000).default(1_000).describe("size of the seeded pool"),
  fault: z.enum(FAULTS).default("none").describe("what goes wrong on the way"),
  faultEndpoint: z
    .enum([...ENDPOINTS, "all"])
    .default("import-otp")
    .describe("the call with the fault"),
  faultTimes: z.int().min(-1).default(1).describe("requests with the fault, then normal again; -1: always"),
  faultStores: z
    .boolean()
    .default(false)
    .describe("status-*, html, truncated, empty and redirect-*: stored before the fault"),
  redirectTo: z
    .union([z.literal(""), z.url({ protocol: /^https?$/ })])
    .default("")
    .describe("target of redirect-302 and redirect-307; empty: the sandbox's own sign-in page"),
});

export type Behaviour = z.infer<typeof behaviourSchema>;
export type BehaviourPatch = { [K in keyof Behaviour]?: Behaviour[K] | undefined };

/**
 * The behaviour after a change.
 * @param current the behaviour so far, or `{}` for the defaults
 * @param patch unknown input: only known switches with values in range pass
 * @returns the whole new behaviour, or one sentence that names the first switch at fault
 */
export function changeBehaviour(
  current: BehaviourPatch,
  patch: unknown,
): { ok: true; behaviour: Behaviour } | { ok: false; sentence: string } {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
    return { ok: false, sentence: "The switches must be one JSON object." };
  }
  const parsed = behaviourSchema.safeParse({ ...current, ...patch });
  if (parsed.success) return { ok: true, behaviour: parsed.data };
  const issue = parsed.error.issues[0];
  const name = issue?.path[0];
  return {
    ok: false,
    sentence: name === undefined ? `${issue?.message}.` : `${String(name)}: ${issue?.message}.`,
  };
}
