/** What getUserBatch takes at once. */
const MOST_IN_LIST = 50;
/** With the path and the other parameters the URL stays under 4 KB, which any gateway takes. */
const MOST_URL_CHARACTERS = 3_800;
/** `userIds[]=` with its brackets escaped, and `&`. */
const URL_CHARACTERS_EACH = 15;

/** Cuts a list so that each part fits into one getUserBatch and its URL. No query may hold a lone surrogate. */
export function cutIntoLists<T extends { query: string }>(items: readonly T[]): T[][] {
  const lists: T[][] = [];
  let list: T[] = [];
  let length = 0;
  for (const item of items) {
    const own = encodeURIComponent(item.query).length + URL_CHARACTERS_EACH;
    if (list.length === MOST_IN_LIST || (list.length > 0 && length + own > MOST_URL_CHARACTERS)) {
      lists.push(list);
      list = [];
      length = 0;
    }
    list.push(item);
    length += own;
  }
  if (list.length > 0) lists.push(list);
  return lists;
}
