import "server-only";
import { z } from "zod";
import { MOST_FOUND, type SearchReply, type Trouble } from "@/lib/otp/pool-user-view";
import { LOOKUP_KINDS, type LookupKind } from "@/lib/otp/user-lookup";
import { askSoon } from "./ask-soon";
import { type Call, openCall } from "./client";
import type { Connection } from "./connection";
import { type PoolUser, readPoolUsers } from "./pool-user";
import { mayTouch } from "./read-user";
import { troubleOf } from "./trouble";
import { USER_ID_TYPE } from "./user-id-type";
import { bare, tidied, waysToAsk } from "./user-names";

const TIMEOUT_MS = 8_000;

const pageSchema = z.object({ totalCount: z.int().nonnegative().catch(0), list: z.unknown() });
const memberSchema = z.object({ linkUserId: z.string() }).loose();

type Found = { users: PoolUser[]; total: number } | { trouble: Trouble };

const isFound = (found: Found) => "users" in found;

/** Kinds of names that a text may be, whole. More would be asked for in vain with every key. */
function kindsOf(text: string): LookupKind[] {
  if (/^[0-9a-f]{24}$/i.test(text)) return ["userId", "username", "externalId"];
  if (text.includes("@")) return ["email", "username"];
  if (/^\+?\d{5,}$/.test(bare(text))) return ["phone", "username", "externalId"];
  return /\s/.test(text) ? [] : ["username", "externalId", "userId"];
}

/** Those who have this very name. */
async function byName(call: Call, kind: LookupKind, name: string, signal: AbortSignal): Promise<Found> {
  for (const { query, means } of waysToAsk(kind, name)) {
    const userIdType = USER_ID_TYPE[kind];
    const { verdict } = await askSoon(
      call,
      (client) => client.getUserBatch({ userIds: [query], userIdType }),
      signal,
    );
    if (verdict.kind === "refused") continue;
    if (verdict.kind !== "accepted") return { trouble: troubleOf(verdict) };
    const users = readPoolUsers(verdict.data)?.filter(means);
    if (!users) return { trouble: { code: "no_answer" } };
    if (users.length > 0) return { users, total: users.length };
  }
  return { users: [], total: 0 };
}

/** Those in one of whose names the words are. */
async function byWords(
  call: Call,
  keywords: string,
  tenantId: string | undefined,
  signal: AbortSignal,
): Promise<Found> {
  const pagination = { page: 1, limit: MOST_FOUND };
  const { verdict } = await askSoon(
    call,
    (client) =>
      tenantId
        ? client.listTenantUsers({ tenantId, keywords, options: { pagination } })
        : client.listUsers({
            keywords,
            options: {
              pagination,
              fuzzySearchOn: ["id", "phone", "email", "name", "username", "nickname", "externalId"],
            },
          }),
    signal,
  );
  if (verdict.kind !== "accepted") return { trouble: troubleOf(verdict) };
  const page = pageSchema.safeParse(verdict.data);
  const list = page.data?.list;
  // A tenant's member has a user id and a member id: only the former means anything elsewhere.
  const members = tenantId ? z.array(memberSchema).safeParse(list) : null;
  const users = readPoolUsers(
    members ? members.data?.map((one) => ({ ...one, userId: one.linkUserId })) : list,
  );
  return users && page.data ? { users, total: page.data.totalCount } : { trouble: { code: "no_answer" } };
}

/**
 * Finds users of the pool by whatever somebody has typed: by words (listUsers, of a tenant listTenantUsers), and where the
 * whole text may be a name, by that name (getUserBatch), which a search by words need not know. Of a connection for one
 * tenant only its members are told.
 * @param signal somebody has typed on: nothing more is asked
 * @returns never rejects; holds neither the key nor GenAuth's message
 */
export async function searchUsers(
  connection: Connection,
  query: string,
  signal: AbortSignal,
  options: { timeoutMs?: number } = {},
): Promise<SearchReply> {
  const call = openCall(connection, options.timeoutMs ?? TIMEOUT_MS);
  const text = tidied(query);
  const [words, ...names] = await Promise.all([
    byWords(call, text, connection.tenantId, signal),
    ...kindsOf(text).map((kind) => byName(call, kind, text, signal)),
  ]);
  const trouble = [...names, words].find((found) => "trouble" in found);
  if (trouble && "trouble" in trouble && ![...names, words].some(isFound)) {
    return { state: "failed", trouble: trouble.trouble };
  }
  const named = names.flatMap((found) => ("users" in found ? found.users : []));
  const may = await Promise.all(named.map(({ userId }) => mayTouch(call, connection, userId, signal)));
  const worded = "users" in words ? words.users : [];
  const byId = new Map(
    [...named.filter((_, at) => may[at] === "yes"), ...worded].map((user) => [user.userId, user]),
  );
  const users = [...byId.values()]
    .map((user) => ({
      userId: user.userId,
      displayName: user.displayName,
      email: user.email,
      phone: user.phone,
      username: user.username,
      externalId: user.externalId,
      status: user.status,
      exact: LOOKUP_KINDS.filter((kind) => waysToAsk(kind, text).some(({ means }) => means(user))),
    }))
    .sort((a, b) => Number(b.exact.length > 0) - Number(a.exact.length > 0))
    .slice(0, MOST_FOUND);
  // Nobody may be said not to be there who could not be looked for.
  const missed = [...names, ...may].find((one) => typeof one === "object" && "trouble" in one);
  if (users.length === 0 && typeof missed === "object" && "trouble" in missed)
    return { state: "failed", trouble: missed.trouble };
  return {
    state: "found",
    users,
    more: "total" in words ? Math.max(0, words.total - worded.length) : 0,
    wordless: "trouble" in words ? words.trouble : null,
  };
}
