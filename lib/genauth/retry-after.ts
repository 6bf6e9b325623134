const LONGEST_MS = 24 * 60 * 60_000;

/**
 * A Retry-After header as milliseconds from now (RFC 9110 section 10.2.3: whole seconds, or an HTTP date).
 * @param value the header as it came
 * @param now the present, milliseconds since 1970
 * @returns 0 to one day; undefined when there is no header or it says nothing
 */
export function retryAfterMs(value: unknown, now: number): number | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  // Date.parse takes "-5" and "3.5" for dates.
  const until = /^\d+$/.test(text)
    ? now + Number(text) * 1000
    : /[a-z]/i.test(text)
      ? Date.parse(text)
      : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.min(Math.max(until - now, 0), LONGEST_MS);
}
