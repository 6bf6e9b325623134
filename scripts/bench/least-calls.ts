/** The longest list of importOtp. */
export const BATCH = 50;

/** How rows at fault lie among the others: by chance, or side by side. */
export type Faults = "none" | "spread" | "clustered";

/**
 * The fewest calls by which `bad` of `rows` rows, of which GenAuth refuses a whole list as soon as one is in it, can each be
 * told its own reason while all others get in. Who knows beforehand which they are needs one call each and full lists for the
 * rest. Who does not learns one bit a call, and any `bad` of the rows may be those: log2 of (rows over bad) calls at least.
 * Of rows that lie side by side only the first of these bounds is known to hold.
 */
export function leastCalls(rows: number, bad: number, faults: Faults): number {
  const known = bad + Math.ceil((rows - bad) / BATCH);
  if (faults !== "spread") return known;
  let bits = 0;
  for (let at = 0; at < bad; at++) bits += Math.log2((rows - at) / (bad - at));
  return Math.max(known, Math.ceil(bits));
}

/** Which places of `rows` are at fault: one in a hundred, by chance (always the same), or in blocks of a hundred. */
export function faultyPlaces(rows: number, faults: Faults): Set<number> {
  const bad = faults === "none" ? 0 : Math.floor(rows / 100);
  const places = new Set<number>();
  let state = 1;
  const chance = () => {
    // Lehmer's generator of 1988: the same places in every turn.
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * rows);
  };
  while (places.size < bad) {
    const at = chance();
    const block = faults === "clustered" ? Math.min(100, bad - places.size) : 1;
    for (let beside = 0; beside < block; beside++) places.add((at + beside) % rows);
  }
  return places;
}
