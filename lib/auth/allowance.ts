import "server-only";

/** So many times in so long. */
export type Allowance = { times: number; withinMs: number };

/** From so many names on those whose time is over are forgotten. */
const MANY = 10_000;

// On globalThis, because Next bundles pages, actions and route handlers apart: a module variable would exist in each.
const KEY = Symbol.for("otp-ferry.allowances");
const shared = globalThis as typeof globalThis & { [KEY]?: Map<string, number[]> };

/**
 * Takes one of the times that are left under a name, of this process.
 * @param now in milliseconds, of any clock that only goes forward
 * @returns null when it may be; else after how many milliseconds the next one may
 */
export function takeOne(
  name: string,
  { times, withinMs }: Allowance,
  now = performance.now(),
): number | null {
  shared[KEY] ??= new Map();
  const taken = shared[KEY];
  if (taken.size > MANY) {
    for (const [other, its] of taken) if ((its.at(-1) ?? 0) <= now - withinMs) taken.delete(other);
  }
  const recent = (taken.get(name) ?? []).filter((at) => at > now - withinMs);
  taken.set(name, recent);
  const [oldest] = recent;
  if (recent.length >= times && oldest !== undefined) return oldest + withinMs - now;
  recent.push(now);
  return null;
}
