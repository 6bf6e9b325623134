import "server-only";
import type { FoundUser, LookupEvent, LookupRequest } from "@/lib/otp/user-lookup";
import { askInBulk, type BulkContext, type BulkOptions } from "./ask-in-bulk";
import { askUsers, type LookupContext } from "./ask-users";
import type { Connection } from "./connection";
import type { PoolUser } from "./pool-user";
import { cutIntoLists } from "./user-lists";
import { type Way, waysToAsk } from "./user-names";

type Queue = BulkContext<FoundUser>["queue"];

/** A name whose turn it is to be asked for in the first of its ways. */
type Wanted = { name: string; ways: Way[] };
/** What GenAuth is asked for, and the names that it stands for: `A@x.org` and `a@x.org` are one. */
type Question = { query: string; wanted: Wanted[] };

function found(name: string, users: readonly PoolUser[]): FoundUser {
  const byId = new Map(users.map((user) => [user.userId, user]));
  const [only] = byId.size === 1 ? byId.values() : [];
  return {
    name,
    userIds: [...byId.keys()],
    status: only?.status ?? null,
    displayName: only?.displayName ?? null,
  };
}

function questionsFor(all: readonly Wanted[]): Question[] {
  const byQuery = new Map<string, Wanted[]>();
  for (const wanted of all) {
    const query = wanted.ways[0]?.query ?? "";
    const same = byQuery.get(query);
    if (same) same.push(wanted);
    else byQuery.set(query, [wanted]);
  }
  return Array.from(byQuery, ([query, wanted]) => ({ query, wanted }));
}

/** Tells the names whose users are known now. @returns those that are worth asking for in another way */
function tell(questions: readonly Question[], users: readonly PoolUser[], queue: Queue): Wanted[] {
  const due: FoundUser[] = [];
  const again: Wanted[] = [];
  for (const { name, ways } of questions.flatMap(({ wanted }) => wanted)) {
    const [way, ...others] = ways;
    const meant = users.filter((user) => way?.means(user));
    if (meant.length === 0 && others.length > 0) again.push({ name, ways: others });
    else due.push(found(name, meant));
  }
  queue.add(due);
  return again;
}

/** One name at fault may have the whole list refused: halved, until it stands alone. */
async function settle(lookup: LookupContext, list: Question[], queue: Queue): Promise<Wanted[]> {
  const queries = list.map(({ query }) => query);
  const answer = await askUsers(lookup, queries);
  if (!answer) return [];
  if (answer.kind === "users") return tell(list, answer.users, queue);
  if (list.length === 1) return answer.nobody ? tell(list, [], queue) : [];
  const half = list.length >> 1;
  const halves = [list.slice(0, half), list.slice(half)];
  return (await Promise.all(halves.map((part) => settle(lookup, part, queue)))).flat();
}

async function lookUp(lookup: LookupContext, names: readonly string[], queue: Queue): Promise<void> {
  let wanted: Wanted[] = names.map((name) => ({ name, ways: waysToAsk(lookup.kind, name) }));
  queue.add(wanted.filter(({ ways }) => ways.length === 0).map(({ name }) => found(name, [])));
  wanted = wanted.filter(({ ways }) => ways.length > 0);
  while (wanted.length > 0) {
    const lists = cutIntoLists(questionsFor(wanted));
    wanted = (await Promise.all(lists.map((list) => settle(lookup, list, queue)))).flat();
  }
}

/**
 * Finds the pool's users: getUserBatch of the SDK, at most 50 names a call, matched by what the users are called and
 * never by their place in the answer. See askInBulk.
 * @param request distinct names, as `lookupRequestSchema` lets them through
 */
export function findUsers(
  connection: Connection,
  { kind, names }: LookupRequest,
  signal: AbortSignal,
  options: BulkOptions = {},
): AsyncGenerator<LookupEvent, undefined> {
  return askInBulk<FoundUser>(connection, names.length, signal, options, ({ queue, ...bulk }) =>
    lookUp({ ...bulk, kind }, names, queue),
  );
}
