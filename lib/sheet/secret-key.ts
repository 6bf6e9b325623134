/**
 * A 53-bit number for a secret, so that the table can tell that two rows carry the same one after it has forgotten
 * both. Not a cryptographic hash (cyrb53): a collision among a million rows has odds of 1 in 18,000 and would only show a
 * warning; it never leaves the worker. 0 for no secret.
 */
export function secretKeyOf(canonical: string): number {
  if (canonical === "") return 0;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < canonical.length; at++) {
    const code = canonical.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0) || 1;
}
