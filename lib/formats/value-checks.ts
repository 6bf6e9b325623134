import type { ColumnRole } from "./format";

const TYPE = /^(?:oath[-_ ]?)?(?:totp|hotp|motp|ocra|steam)$|^yubi|^\d$/i;
const ALGORITHM = /^(?:hmac[-_ ]?)?(?:sha|md5|sm3)/i;
const DIGITS = /^0*(?:[4-9]|10)$/;
const PERIOD = /^\d{1,4} ?s?$/i;
const KEY_URI = /^(?:apple-)?otpauth/i;

/** Names that head many other columns, too. A parameter with any other name is believed, whatever its values. */
const AMBIGUOUS =
  words(`type kind subtype hash hashlib length step interval timer status state 类型 加密算法 长度 间隔 有效期
  状态`);

/**
 * Whether the values of a column can be what its name (in `compact` spelling) promises. Under an ambiguous name values
 * that are none of the kind speak against it. Under a clear one they do not: a parameter that is stated in words we do
 * not know must block its row, never be taken as not stated. `uri` always wants one.
 */
export function agrees(role: ColumnRole, name: string, values: readonly string[]): boolean {
  if (role === "uri") return values.some((value) => KEY_URI.test(value));
  if (values.length === 0 || !AMBIGUOUS.has(name)) return true;
  switch (role) {
    case "type":
      return values.some((value) => TYPE.test(value));
    case "algorithm":
      return values.some((value) => ALGORITHM.test(value));
    case "digits":
      return most(values, DIGITS);
    case "period":
      return most(values, PERIOD);
    case "confirmed":
    case "disabled":
      return values.every((value) => verdictOf(value) !== null);
    default:
      return true;
  }
}

/** Whether a name alone says too little to take a column from somewhere else than beside the secret. */
export function isAmbiguous(name: string): boolean {
  return AMBIGUOUS.has(name);
}

function most(values: readonly string[], pattern: RegExp): boolean {
  return values.filter((value) => pattern.test(value)).length * 2 >= values.length;
}

const YES = words("true 1 yes y t on 是 真");
const NO = words("false 0 no n f off 否 假");
const GOOD = words(
  `verified confirmed active activated enabled enrolled bound ok 已验证 已确认 已激活 已启用 启用 已绑定 正常`,
);
const BAD =
  words(`unverified unconfirmed pending inactive disabled revoked trashed deleted new initial 未验证 未确认 未激活
  未启用 未绑定 禁用 已禁用 停用 已停用`);

/**
 * What a flag's value says: `yes` and `no` depend on the column's name, `good` and `bad` speak for themselves;
 * null: none of the words we know.
 */
export function verdictOf(value: string): "yes" | "no" | "good" | "bad" | null {
  const word = value.trim().toLowerCase();
  if (YES.has(word)) return "yes";
  if (NO.has(word)) return "no";
  if (GOOD.has(word)) return "good";
  return BAD.has(word) ? "bad" : null;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
