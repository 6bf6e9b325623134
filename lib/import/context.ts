import type { Pace } from "./pace";
import type { ImportPort } from "./port";
import type { Tally } from "./tally";

/** `every`: a row counts as imported only when GenAuth has been seen to hold it. `none`: its 200 is enough. */
export type Verify = "every" | "none";

/**
 * What to do before sending to a user: `keep` sends only to users who have no OTP, `replace` to all but those who have
 * this very one, `blind` to all, without looking.
 */
export type Before = "keep" | "replace" | "blind";

/** What every step of a run has at hand. */
export type RunContext = {
  port: ImportPort;
  pace: Pace;
  tally: Tally;
  verify: Verify;
  before: Before;
  /** The admin's Stop: nothing is sent after it; what is under way is finished. */
  signal: AbortSignal;
  /** The batch size with which the list at hand set out. */
  batchSize: number;
  /** Rows of refused lists which nobody could read back: GenAuth may have stored them all the same. */
  unread: Set<number>;
};
