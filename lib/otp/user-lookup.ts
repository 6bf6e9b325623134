import { z } from "zod";
import { HALT_CODES } from "./outcome";
import { USER_ID } from "./user-id";

/** The ways in which a row may name its user, the most telling first. Each is an IdentityKind. */
export const LOOKUP_KINDS = ["userId", "email", "phone", "username", "externalId"] as const;
const lookupKindSchema = z.enum(LOOKUP_KINDS);
export type LookupKind = z.infer<typeof lookupKindSchema>;

/** The most names that one call of the look-up action takes. */
export const MOST_NAMES = 1000;
/** The longest name, in UTF-16 units. */
export const MAX_NAME = 256;

/** Names of one kind as they come from the browser. No name may be in it twice. Holds no secret. */
export const lookupRequestSchema = z
  .strictObject({
    kind: lookupKindSchema,
    names: z.array(z.string().min(1).max(MAX_NAME)).min(1).max(MOST_NAMES),
  })
  .refine(({ names }) => new Set(names).size === names.length);
export type LookupRequest = z.infer<typeof lookupRequestSchema>;

/** What GenAuth has said about one name. */
const foundUserSchema = z.object({
  /** As asked, to the letter. */
  name: z.string(),
  /** None: nobody in the pool has this name. Several: it is ambiguous, and no row may be sent by it. */
  userIds: z.array(z.string()),
  /** `Activated`, `Suspended`, `Resigned`, `Archived`, `Deactivated`; null unless there is exactly one user. */
  status: z.string().nullable(),
  /** What GenAuth calls the user, so that a wrong match is seen; null unless there is exactly one user. */
  displayName: z.string().nullable(),
});
export type FoundUser = z.infer<typeof foundUserSchema>;

/**
 * Nothing more will come. `halt`: why no name was asked for any more. `unanswered`: so many names are in no `found`;
 * nothing is known of them, which is not the same as nobody.
 */
const lookupEndSchema = z.object({
  type: z.literal("end"),
  halt: z.enum(HALT_CODES).nullable(),
  unanswered: z.number().int().nonnegative(),
});
export type LookupEnd = z.infer<typeof lookupEndSchema>;

/** What the server tells while names are looked up. Every name is in at most one `found`; the last event is `end`. */
export const lookupEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("found"), users: z.array(foundUserSchema) }),
  lookupEndSchema,
]);
export type LookupEvent = z.infer<typeof lookupEventSchema>;

/** User ids as they come from the browser, to hear which of them have an OTP already. */
export const enrolmentRequestSchema = z
  .strictObject({ userIds: z.array(z.string().regex(USER_ID)).min(1).max(MOST_NAMES) })
  .refine(({ userIds }) => new Set(userIds).size === userIds.length);

/**
 * What GenAuth has said about one user: `enrolled` when there is an OTP; null of a user who is not a member of the
 * connection's tenant, and whose OTP is nobody's business here.
 */
const enrolmentSchema = z.object({ userId: z.string(), enrolled: z.boolean().nullable() });
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** What the server tells while it looks who has an OTP. The last event is `end`, as of a look-up. */
export const enrolmentEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("found"), users: z.array(enrolmentSchema) }),
  lookupEndSchema,
]);
export type EnrolmentEvent = z.infer<typeof enrolmentEventSchema>;

/** The answer of an action that looks users up. */
export type LookupReply<Event = LookupEvent> =
  | { ok: true; events: AsyncIterable<Event> }
  /** The names are not what this server takes; nothing was asked. */
  | { ok: false; code: "malformed" };
