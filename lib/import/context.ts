import type { Before, Verify } from "@/lib/otp/run-view";
import type { Hold } from "./hold";
import type { Pace } from "./pace";
import type { ImportPort, SendRow } from "./port";
import type { Stride } from "./stride";
import type { Tally } from "./tally";

/** What every step of a run has at hand. */
export type RunContext = {
  port: ImportPort;
  pace: Pace;
  tally: Tally;
  verify: Verify;
  before: Before;
  hold: Hold;
  /** The admin's Stop: nothing is sent after it; what is under way is finished. */
  signal: AbortSignal;
  /** The batch size with which the list at hand set out. */
  batchSize: number;
  /** Rows of refused lists which nobody could read back: GenAuth may have stored them all the same. */
  unread: Set<number>;
  /** Rows that GenAuth has taken, or may have, and that nobody has seen there: it may show them later. */
  taken: Set<number>;
  /** How long lists had better be where the list at hand began, given the rows at fault so far. */
  stride: Stride;
  /** Rows that are to be sent again, with those that follow, and their stride. */
  giveBack: (rows: readonly SendRow[], stride: Stride) => void;
};
