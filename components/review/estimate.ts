import type { Before } from "@/lib/otp/import-request";

/** What importOtp takes at once. */
const ROWS_A_CALL = 50;
/** Eight calls at once that take a fifth of a second each: what a pool nearby was seen to do. */
const CALLS_A_SECOND = 40;

/** How many calls a run of so many rows makes, and in what time: a guess until the first answers come. */
export function estimate(rows: number, left: number, before: Before): { calls: number; minutes: number } {
  const sent = rows - left;
  const looks = before === "blind" ? 0 : rows;
  const calls = looks + Math.ceil(sent / ROWS_A_CALL) + sent;
  return { calls, minutes: Math.ceil(calls / CALLS_A_SECOND / 60) };
}
