/**
 * A limit on requests a second, with one second's worth of burst.
 * @param now milliseconds
 * @returns a function of the current limit (0: none): seconds to wait, 0 for "go ahead"
 */
export function openRate(now: () => number): (perSecond: number) => number {
  let tokens = Number.POSITIVE_INFINITY;
  let last = now();
  return (perSecond) => {
    if (perSecond === 0) {
      tokens = Number.POSITIVE_INFINITY;
      return 0;
    }
    const at = now();
    tokens = Math.min(perSecond, tokens + ((at - last) / 1000) * perSecond);
    last = at;
    if (tokens < 1) return Math.max(1, Math.ceil((1 - tokens) / perSecond));
    tokens -= 1;
    return 0;
  };
}
