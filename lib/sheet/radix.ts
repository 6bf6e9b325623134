const DIGIT = 0xffff;

type Keyed = { items: Uint32Array; high: Uint32Array; low: Uint32Array };

/**
 * Sorts items by their keys of 64 bits (`high`, `low`) in place, the keys along with them; items with the same key stay in
 * their order. A radix sort from the last 16 bits on (Knuth, The Art of Computer Programming, 5.2.5): it goes through
 * memory from front to end, where a sort by comparing would jump to and fro between long names.
 */
export function dealByKey(items: Uint32Array, high: Uint32Array, low: Uint32Array): void {
  const { length } = items;
  let from: Keyed = { items, high, low };
  let to: Keyed = {
    items: new Uint32Array(length),
    high: new Uint32Array(length),
    low: new Uint32Array(length),
  };
  for (const [half, shift] of [
    ["low", 0],
    ["low", 16],
    ["high", 0],
    ["high", 16],
  ] as const) {
    const starts = startsOf(from[half], shift);
    if (!starts) continue;
    const keys = from[half];
    for (let at = 0; at < length; at++) {
      const digit = ((keys[at] as number) >>> shift) & DIGIT;
      const place = starts[digit] as number;
      starts[digit] = place + 1;
      to.items[place] = from.items[at] as number;
      to.high[place] = from.high[at] as number;
      to.low[place] = from.low[at] as number;
    }
    [from, to] = [to, from];
  }
  if (from.items === items) return;
  items.set(from.items);
  high.set(from.high);
  low.set(from.low);
}

/** Where the items with each digit begin; null if all have the same one, so that there is nothing to deal. */
function startsOf(keys: Uint32Array, shift: number): Uint32Array | null {
  const starts = new Uint32Array(DIGIT + 2);
  for (let at = 0; at < keys.length; at++) {
    const next = (((keys[at] as number) >>> shift) & DIGIT) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  if (keys.length === 0 || starts[(((keys[0] as number) >>> shift) & DIGIT) + 1] === keys.length) return null;
  for (let digit = 1; digit < starts.length; digit++) {
    starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
  }
  return starts;
}
