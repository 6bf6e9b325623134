import { likelyCalls, type RunOptions } from "@/lib/otp/run-view";

/** What importOtp takes at once. */
const ROWS_A_CALL = 50;
/** The part of a list that a sample reads back. */
const SAMPLE = 1 / 10;

/**
 * How many calls a run of so many rows makes, and in what time: a guess until the first answers come.
 * @param left rows that are known to be left alone
 */
export function estimate(
  rows: number,
  left: number,
  { before, verify, ceiling }: RunOptions,
): { calls: number; minutes: number } {
  const lists = Math.ceil((rows - left) / ROWS_A_CALL);
  const looks = before === "blind" ? 0 : rows;
  const readings = Math.ceil((rows - left) * { every: 1, sample: SAMPLE, none: 0 }[verify]);
  const calls = looks + lists + readings;
  return { calls, minutes: Math.ceil(calls / likelyCalls(ceiling) / 60) };
}
