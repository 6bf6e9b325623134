import { z } from "zod";
import { outcomeSchema } from "./outcome";
import { LOOKUP_KINDS, MAX_NAME } from "./user-lookup";

/** Why GenAuth said nothing about a user. The sentence for each is `users.trouble.<code>`. */
export const TROUBLES = ["permission", "connection", "throttled", "no_answer", "refused"] as const;

/** No answer, and what to quote to GenAuth's support. */
export const troubleSchema = z.object({
  code: z.enum(TROUBLES),
  statusCode: z.number().int().optional(),
  apiCode: z.union([z.number().int(), z.string().max(64)]).optional(),
  requestId: z.string().max(128).optional(),
});
export type Trouble = z.infer<typeof troubleSchema>;

/** How GenAuth says that a user stands. What each means is `users.statusMeans.<status>`. */
export const USER_STATUSES = ["Activated", "Suspended", "Resigned", "Archived", "Deactivated"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** One user of the pool. An identifier that the user does not have is "". */
export const poolUserSchema = z.object({
  userId: z.string(),
  displayName: z.string().nullable(),
  email: z.string(),
  phone: z.string(),
  username: z.string(),
  externalId: z.string(),
  /** A UserStatus, or what else GenAuth comes to say. */
  status: z.string().nullable(),
});
export type PoolUserView = z.infer<typeof poolUserSchema>;

/** The shortest text that is searched for: less would find half the pool. */
export const SHORTEST_QUERY = 2;
/** The most users that one search shows. */
export const MOST_FOUND = 20;

/** A search as it comes from the browser, in the body: what people type about people belongs into no URL. */
export const searchRequestSchema = z.strictObject({
  query: z.string().trim().min(SHORTEST_QUERY).max(MAX_NAME),
});

/** What a search has found. */
export const searchReplySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("found"),
    /** `exact`: by which names this is the user, to the letter; those come first. */
    users: z.array(poolUserSchema.extend({ exact: z.array(z.enum(LOOKUP_KINDS)) })),
    /** How many more the search by words knows of. */
    more: z.number().int().nonnegative(),
    /** The search by words gave no answer: the users are those who have been asked for by a whole name. */
    wordless: troubleSchema.nullable(),
  }),
  z.object({ state: z.literal("failed"), trouble: troubleSchema }),
]);
export type SearchReply = z.infer<typeof searchReplySchema>;

/** The second factors of a user; null where GenAuth does not say. */
export const factorsSchema = z.object({
  otp: z.boolean(),
  sms: z.boolean().nullable(),
  email: z.boolean().nullable(),
  face: z.boolean().nullable(),
});
export type Factors = z.infer<typeof factorsSchema>;

/** One row that this console has carried for a user. Holds no secret. */
export const carriedSchema = z.object({
  run: z.uuid(),
  /** Whether the person who looks may open the run in History. */
  mayOpen: z.boolean(),
  /** What whoever did it is called. */
  who: z.string(),
  /** The file's name; "" for a paste. */
  source: z.string(),
  /** Fixed on the user's page, and not in a table. */
  byHand: z.boolean(),
  line: z.number().int(),
  /** Why nobody proved it by a code before it was saved by hand; "" otherwise. */
  reason: z.string(),
  at: z.iso.datetime(),
  outcome: outcomeSchema,
});
export type Carried = z.infer<typeof carriedSchema>;

/** Everything that the page of one user shows. */
export const userReplySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("found"),
    user: poolUserSchema,
    factors: z.union([factorsSchema, z.object({ trouble: troubleSchema })]),
    /** The latest first. */
    carried: z.array(carriedSchema),
  }),
  /** Not in this pool, or not in the connection's tenant. */
  z.object({ state: z.literal("nobody") }),
  z.object({ state: z.literal("failed"), trouble: troubleSchema }),
]);
export type UserReply = z.infer<typeof userReplySchema>;
export type UserFound = Extract<UserReply, { state: "found" }>;
