import { type Cell, cellText } from "./cell";
import type { ColumnRole } from "./format";
import { compact, matchHeader, pathShape } from "./header-name";

type Values = readonly (Cell | undefined)[];

const TYPE = /^(?:oath[-_ ]?)?(?:totp|hotp|motp|ocra|steam)$/i;
const ALGORITHM = /^(?:hmac[-_ ]?)?(?:sha[-_ ]?(?:1|224|256|384|512)|md5|sm3)$/i;

/** Hashes are also those of passwords and certificates. */
const OF_SOMETHING_ELSE = /pass(?!code)|pwd|cert|sign|finger|agent|登录|登陆/i;

const DIGITS = /^0*[678](?:\.0+)?$/;
/** In seconds or milliseconds. */
const PERIOD = /^0*(?:15|20|30|45|60|90|120|180|300)(?:000)?(?:\.0+)? ?(?:m?s|secs?|seconds?|秒)?$/i;
/** What GenAuth computes says nothing that could be overlooked. */
const GENAUTHS = /^0*(?:6|30|30000)(?!\d)/;
/** A time that does not begin in 1970, or a clock that is off. */
const ZERO_TIME = /^(?:t0|(?:time|clock)?offset|epoch)$/;
const ZERO = /^[-+]?0*(?:\.0*)?$/;

/** Longer texts are no remarks. */
const MAX_REMARK = 500;
/** In a remark or in JSON in a cell; not the name before a password's hash (`sha256:…`, `{SHA256}…`). */
const REMARKS = [
  /(?:^|[^a-z0-9_$:{])(?:hotp|sha[-_ ]?(?:224|256|384|512))(?![a-z0-9:$}])/i,
  /(?:^|\D)[78][- ]?(?:digits?|stellig|位)/i,
  /(?:^|\D)(?:15|20|60|90|120)[- ]?(?:s|secs?|seconds?|秒)(?![a-z])/i,
];

/**
 * The kind of OTP and the hash in columns whose names nobody knows: nothing else is called HOTP or SHA256. Of an array, the
 * same field of every element. `free`: the columns that stand for nothing else.
 */
export function parametersBySight(
  names: readonly string[],
  values: readonly Values[],
  free: (at: number) => boolean,
  taken: (role: ColumnRole) => boolean,
): { at: number; role: "type" | "algorithm" }[] {
  return (["type", "algorithm"] as const).flatMap((role) => {
    if (taken(role)) return [];
    const pattern = role === "type" ? TYPE : ALGORITHM;
    const is = (at: number) => texts(values[at]).some((text) => pattern.test(text));
    const first = names.findIndex((name, at) => free(at) && !OF_SOMETHING_ELSE.test(name) && is(at));
    if (first < 0) return [];
    const field = pathShape(names[first] ?? "");
    const isOf = (name: string, at: number) =>
      at === first || (free(at) && pathShape(name) === field && name !== field);
    return names.flatMap((name, at) => (isOf(name, at) ? [{ at, role }] : []));
  });
}

/** Whether a column that is not read may say that some OTPs are such as GenAuth does not compute. */
export function mayStateParameters(name: string, values: Values): boolean {
  if (OF_SOMETHING_ELSE.test(name)) return false;
  const filled = texts(values);
  if (filled.some((text) => text.length <= MAX_REMARK && REMARKS.some((remark) => remark.test(text)))) {
    return true;
  }
  if (ZERO_TIME.test(compact(name))) return filled.some((text) => !ZERO.test(text));
  // A number under a name that we know is what the name says.
  if (matchHeader(name) !== null) return false;
  return [DIGITS, PERIOD].some(
    (pattern) => filled.every((text) => pattern.test(text)) && filled.some((text) => !GENAUTHS.test(text)),
  );
}

function texts(values: Values = []): string[] {
  return values.map((cell) => cellText(cell)).filter((text) => text !== "");
}
