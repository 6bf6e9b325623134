import { z } from "zod";
import type { Behaviour } from "./behaviour";
import { type Envelope, failure, success, userNotFound } from "./envelope";
import { POOL_ID, type SandboxUser } from "./pool";
import type { World } from "./world";

const EPOCH = "2024-01-01T00:00:00.000Z";

/** `options.pagination` of a body, or `page` and `limit` of a query; 50 a page at most. */
export const paginationSchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

/** One page of a list, in the vendor's shape. */
export function onePage<T>(list: readonly T[], { page, limit }: z.infer<typeof paginationSchema>) {
  return { totalCount: list.length, list: list.slice((page - 1) * limit, page * limit) };
}

/** Whether one of the texts contains the words, without regard to case. */
export function matches(words: string, texts: readonly string[]): boolean {
  const wanted = words.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

/** A UserDto. */
function userDto(user: SandboxUser) {
  return {
    userId: user.userId,
    createdAt: EPOCH,
    updatedAt: EPOCH,
    status: user.status,
    workStatus: user.status === "Resigned" ? "Closed" : "Active",
    externalId: user.externalId,
    email: user.email,
    phone: user.phone,
    phoneCountryCode: "+86",
    username: user.username,
    name: user.name,
    nickname: "",
    photo: "",
    loginsCount: 0,
    gender: "U",
    emailVerified: true,
    phoneVerified: true,
    userSourceType: "adminCreated",
    userSourceId: POOL_ID,
  };
}

const oneUserSchema = z.object({ userId: z.string().min(1), userIdType: z.string().default("user_id") });

/** The user whom `userId` and `userIdType` of a query name, or the refusal. */
function namedUser(query: unknown, world: World): { user: SandboxUser } | { refusal: Envelope } {
  const parsed = oneUserSchema.safeParse(query);
  if (!parsed.success) return { refusal: failure(400, "userId must not be empty") };
  const user = world.find(parsed.data.userId, parsed.data.userIdType);
  return user ? { user } : { refusal: userNotFound() };
}

export function getUser(query: unknown, world: World): Envelope {
  const named = namedUser(query, world);
  return "refusal" in named ? named.refusal : success(userDto(named.user));
}

const batchSchema = z.object({
  userIds: z.preprocess(
    (value) => (typeof value === "string" ? [value] : value),
    z.array(z.string()).min(1).max(50),
  ),
  userIdType: z.string().default("user_id"),
});

export function getUserBatch(query: unknown, world: World, behaviour: Behaviour): Envelope {
  const parsed = batchSchema.safeParse(query);
  if (!parsed.success) return failure(400, "userIds must have 1 to 50 items");
  const { userIds, userIdType } = parsed.data;
  const found = userIds.map((userId) => world.find(userId, userIdType)).filter((user) => user !== undefined);
  if (found.length < userIds.length && behaviour.missingInBatch === "not-found") return userNotFound();
  return success([...new Set(found)].map(userDto));
}

/** What a search by keywords can look at, by the names that `fuzzySearchOn` has for it. */
const SEARCHABLE = {
  id: (user) => user.userId,
  phone: (user) => user.phone,
  email: (user) => user.email,
  name: (user) => user.name,
  username: (user) => user.username,
  nickname: () => "",
  externalId: (user) => user.externalId,
} as const satisfies Record<string, (user: SandboxUser) => string>;
const SEARCHED_BY_DEFAULT = ["phone", "email", "name", "username", "nickname"] as const;

const listUsersSchema = z.object({
  keywords: z.string().optional(),
  advancedFilter: z.array(z.unknown()).max(0).optional(),
  searchQuery: z.undefined().optional(),
  options: z
    .object({
      pagination: paginationSchema.optional(),
      fuzzySearchOn: z.array(z.enum(Object.keys(SEARCHABLE) as [keyof typeof SEARCHABLE])).optional(),
    })
    .optional(),
});

export function listUsers(body: unknown, world: World): Envelope {
  const parsed = listUsersSchema.safeParse(body);
  if (!parsed.success) {
    return failure(
      400,
      "The sandbox knows keywords, options.pagination (50 a page at most) and options.fuzzySearchOn",
    );
  }
  const { keywords, options } = parsed.data;
  const fields = options?.fuzzySearchOn ?? SEARCHED_BY_DEFAULT;
  const found = keywords
    ? world.users.filter((user) =>
        matches(
          keywords,
          fields.map((field) => SEARCHABLE[field](user)),
        ),
      )
    : world.users;
  const page = onePage(found, options?.pagination ?? paginationSchema.parse({}));
  return success({ ...page, list: page.list.map(userDto) });
}

export function getUserMfaInfo(query: unknown, world: World, behaviour: Behaviour): Envelope {
  const named = namedUser(query, world);
  if ("refusal" in named) return named.refusal;
  const word = (on: boolean) => (behaviour.totpStatusAs === "boolean" ? on : on ? "enabled" : "disabled");
  const { userId } = named.user;
  // Some have other factors besides, the same ones in every run.
  const share = Number.parseInt(userId.slice(-2), 16);
  return success({
    totpStatus: word(world.otp(userId) !== undefined),
    faceMfaStatus: word(false),
    smsMfaStatus: word(share % 4 === 0),
    emailMfaStatus: word(share % 3 === 0),
  });
}

export function getOtpSecretByUser(query: unknown, world: World, behaviour: Behaviour): Envelope {
  const named = namedUser(query, world);
  if ("refusal" in named) return named.refusal;
  const otp = world.otp(named.user.userId);
  if (!otp || behaviour.secretBackAs === "withheld") {
    if (behaviour.noSecretAs === "not-found") return failure(404, "The user has no OTP");
    return behaviour.noSecretAs === "null" ? success(null) : success({ secret: "" });
  }
  if (behaviour.secretBackAs === "lower-case") return success({ secret: otp.secret.toLowerCase() });
  if (behaviour.secretBackAs === "padded") {
    return success({ secret: otp.secret.padEnd(Math.ceil(otp.secret.length / 8) * 8, "=") });
  }
  return success({ secret: otp.secret });
}
