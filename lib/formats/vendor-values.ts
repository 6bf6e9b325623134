import type { SourceRecord } from "@/lib/otp/record";
import { cleanCell } from "./cell";
import { parsed } from "./json-head";
import { isObject, type JsonObject, valueAt } from "./json-value";
import { verdictOf } from "./value-checks";

/** One record of a vendor's file: a JSON object, or a table's row by its lower-case column names. */
export type Row = JsonObject;

/**
 * The first of some properties that says anything, as text: a string as cleanCell reads it, a number, a truth value.
 * Column names of a table are lower case, so each name is tried that way, too.
 */
export function pick(row: unknown, ...names: readonly string[]): string {
  for (const name of names) {
    const value = valueAt(row, name) ?? valueAt(row, name.toLowerCase());
    const text =
      typeof value === "string"
        ? cleanCell(value)
        : (typeof value === "number" && !isRounded(value)) || typeof value === "boolean"
          ? String(value)
          : "";
    if (text !== "") return text;
  }
  return "";
}

/** Beyond 2^53 a JSON number is no longer the one that the file states: of an id perhaps another user's. */
function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** The value down a path of properties. */
export function down(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(valueAt, value);
}

/** The objects in an array; of an object by itself that one. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

/** JSON that may stand inside a JSON string or a table's cell; undefined if it is none. */
export function jsonIn(value: unknown): unknown {
  if (typeof value !== "string") return value ?? undefined;
  // Most cells are none, and asking the parser about each would take its time.
  return /^\s*[[{]/.test(value) ? parsed(value) : undefined;
}

const UNUSED = /^(?:|false|0)$/;

/** Recovery codes: an array of strings or of `{ code, usedAt }` (used ones left out), JSON of it, a database's list, or plain text. */
export function codesIn(value: unknown): string {
  if (typeof value === "string") {
    const text = cleanCell(value);
    const list = text.startsWith("[") ? parsed(text) : undefined;
    if (list !== undefined) return codesIn(list);
    // PostgreSQL's array, or a list as Python prints it.
    return /^(?:\{[^{}:]*\}|\[[^[\]]*\])$/.test(text)
      ? text
          .slice(1, -1)
          .replace(/["'\s,]+/g, " ")
          .trim()
      : text;
  }
  if (!Array.isArray(value)) return "";
  return value
    .map((code) => {
      if (typeof code === "string" || typeof code === "number") return String(code).trim();
      return UNUSED.test(pick(code, "used_at", "usedAt", "used", "is_used")) ? pick(code, "code") : "";
    })
    .filter((code) => code !== "")
    .join(" ");
}

/** Milliseconds since the epoch of a number (seconds or milliseconds) or of an ISO 8601 or SQL time; 0 if it is none. */
export function timeOf(value: unknown): number {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  if (/^\d{9,14}(?:\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.trunc(number < 1e11 ? number * 1000 : number);
  }
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?/i.exec(text);
  if (!match) return 0;
  const [, day, time = "00:00", zone = "Z"] = match;
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone;
  const at = Date.parse(`${day}T${time.replace(/(\.\d{3})\d+/, "$1")}${offset.toUpperCase()}`);
  return Math.max(at, 0) || 0;
}

/** Puts a secret into a record. A JSON number has lost digits: `secret_number`. */
export function takeSecret(record: SourceRecord, value: unknown): void {
  if (typeof value === "number") record.found = [...record.found, "secret_number"];
  else if (typeof value === "string") record.secret = cleanCell(value);
}

/** What an object states of an OTP's parameters in whatever words; what it leaves out stays as it is. */
export function takeParameters(record: SourceRecord, from: unknown): void {
  record.algorithm = pick(from, "algorithm", "algo", "hash_algorithm") || record.algorithm;
  record.digits = pick(from, "digits", "codeLength", "code_length") || record.digits;
  record.period = pick(from, "period", "timeStep", "time_step", "step", "interval") || record.period;
}

/** Whether a flag is there and says no. */
export function isOff(value: string): boolean {
  const verdict = verdictOf(value);
  return verdict === "no" || verdict === "bad";
}
