import type { TablePlan } from "./format";
import { findRecords } from "./json-map";
import { planRecords } from "./json-table";
import { isObject, type JsonObject } from "./json-value";
import { isUserList } from "./user-list";

/** A document of more lists is no export of records. */
const MOST_LISTS = 100;

/** The records of a JSON document, and the lists beside them that say who their users are. */
export type RecordLists = { rows: readonly unknown[]; users: readonly (readonly unknown[])[] };

/**
 * Finds the records in a document, of which a database's dump has several lists: those found first, unless another list is
 * the one with the secrets; with those beside them that have secrets under the same name (`users` and `admins`).
 */
export function recordLists(document: unknown): RecordLists {
  const first = findRecords(document) ?? [];
  const lists = isObject(document) ? listsIn(document, 2).slice(0, MOST_LISTS) : [];
  if (lists.length < 2) return { rows: first, users: [] };
  const others = lists
    .filter((list) => !first.includes(list[0]))
    .map((list) => ({ list, plan: planRecords(list) }));
  const known = planRecords(first);
  const ofLists = others.find(({ plan }) => hasSecrets(plan) && namesUsers(plan));
  const isWhole = hasSecrets(known) && !(first[0] === document && ofLists && isNameless(document));
  const main = isWhole ? { list: first, plan: known } : ofLists;
  const users = others.filter((other) => other !== main && isUserList(other.plan)).map(({ list }) => list);
  if (!main) return { rows: first, users };
  const alike = others.filter(
    (other) =>
      other !== main &&
      namesUsers(other.plan) &&
      hasSecrets(other.plan) &&
      secretOf(other.plan) === secretOf(main.plan),
  );
  return {
    rows: alike.length === 0 ? main.list : [...main.list, ...alike.flatMap(({ list }) => list)],
    users: main.list !== first && isUserList(known) ? [first, ...users] : users,
  };
}

function listsIn(object: JsonObject, levels: number): (readonly unknown[])[] {
  return Object.values(object).flatMap((value): (readonly unknown[])[] => {
    if (Array.isArray(value)) return value.some(isObject) ? [value] : [];
    return levels > 1 && isObject(value) ? listsIn(value, levels - 1) : [];
  });
}

function hasSecrets(plan: TablePlan): boolean {
  return !plan.doubts.includes("no_secret") && !isUserList(plan);
}

/** Whether a document says of itself nothing that a user's record would: then its lists are not that user's. */
function isNameless(document: unknown): boolean {
  if (!isObject(document)) return false;
  const own = Object.entries(document).filter(([, value]) => typeof value !== "object");
  return !namesUsers(planRecords([Object.fromEntries(own)]));
}

function namesUsers(plan: TablePlan): boolean {
  return !plan.doubts.includes("no_user");
}

function secretOf({ columns }: TablePlan): string | undefined {
  return columns.find(({ role }) => role === "secret" || role === "uri")?.name;
}
