import { GENAUTH_PARAMETERS } from "./parameters";
import { codeAt, offBy, stepAt } from "./stated-code";

/** A clock that drifts is found within this many steps of 30 s either way: half an hour. */
const DRIFT_STEPS = 60;
/** A clock set to another time zone is off by half hours, up to this many, and drifts a little besides. */
const MOST_HALF_HOURS = 28;
const STEPS_PER_HALF_HOUR = 60;
const DRIFT_ELSEWHERE = 2;

/**
 * By how many steps of 30 s the clock is off that has made a code of a GenAuth secret (RFC 6238 section 6): 0 is right
 * now, less than 0 slow, more than 0 fast. Looks half an hour around the moment, and then where a wrong time zone would put
 * the clock, up to 14 hours away: some 400 codes, so that a random one fits once in 2,500 times.
 * @param key the secret's bytes
 * @param code six digits
 * @param unixMs the moment, in milliseconds since the epoch
 * @returns null when it is none of these codes
 */
export function clockOffset(key: Uint8Array, code: string, unixMs: number): number | null {
  const near = offBy(key, GENAUTH_PARAMETERS, code, { unixMs, within: DRIFT_STEPS });
  if (near !== null || code.length !== GENAUTH_PARAMETERS.digits) return near;
  const now = stepAt(GENAUTH_PARAMETERS, unixMs);
  for (let halfHours = 2; halfHours <= MOST_HALF_HOURS; halfHours++) {
    for (const middle of [-halfHours * STEPS_PER_HALF_HOUR, halfHours * STEPS_PER_HALF_HOUR]) {
      for (let off = middle - DRIFT_ELSEWHERE; off <= middle + DRIFT_ELSEWHERE; off++) {
        if (now + off >= 0 && codeAt(key, GENAUTH_PARAMETERS, now + off) === code) return off;
      }
    }
  }
  return null;
}
