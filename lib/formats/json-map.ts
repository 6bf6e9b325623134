import { IDENTITY_KINDS } from "@/lib/otp/record";
import { matchHeader } from "./header-name";
import { SYNONYMS } from "./header-synonyms";
import { cellAt, findRows, LISTS, pathsOf } from "./json-rows";
import { isObject, type JsonObject } from "./json-value";
import { columnShape, shapeOf } from "./shape";

/** Entries of a map that are looked at to tell that it is one. */
const LOOKED_AT = 100;

/** How deep the map may lie: `data.users`. */
const MAX_LEVELS = 2;

const OF_A_USER: ReadonlySet<string> = new Set(IDENTITY_KINDS);

/**
 * The records in a JSON document of any system: those of a map from a user to the record, the secret or a list of either
 * (the document, or properties of one that is no record itself), each with the user's name as its first property; else
 * what findRows finds.
 */
export function findRecords(document: unknown): readonly unknown[] | null {
  const maps = isObject(document) ? mapsIn(document, MAX_LEVELS) : [];
  return maps.length > 0 ? maps.flatMap(rowsOf) : findRows(document);
}

function mapsIn(object: JsonObject, levels: number): readonly JsonObject[] {
  if (isUserMap(object)) return [object];
  if (levels === 0 || LISTS.some((name) => Array.isArray(object[name]))) return [];
  const found = Object.entries(object)
    .slice(0, LOOKED_AT)
    .map(([key, value]) => ({ key, value, maps: isObject(value) ? mapsIn(value, levels - 1) : [] }));
  // What names a user or holds a secret beside a map is a record, and the map is of that user's devices.
  const isList = found.some(({ key, maps }) => maps.length > 0 && LISTS.includes(key));
  const rest = found.filter(({ maps }) => maps.length === 0).map(({ key, value }) => [key, value]);
  return isList || !isTelling(Object.fromEntries(rest)) ? found.flatMap(({ maps }) => maps) : [];
}

/** Whether anything in some data is named as what a record has: a user, or a secret. */
function isTelling(data: unknown): boolean {
  return pathsOf([data]).some((path) => {
    const role = matchHeader(path)?.role;
    return role !== undefined && (OF_A_USER.has(role) || role === "secret" || role === "uri");
  });
}

/**
 * Whether most of an object's properties hold a secret each, and none is what a record calls one of its own: then its
 * keys are names. A single one proves this only if its key can be nothing else than a user.
 */
function isUserMap(object: JsonObject): boolean {
  const entries = Object.entries(object)
    .filter(([, value]) => value !== null && value !== "")
    .slice(0, LOOKED_AT);
  const holding = entries.filter(([, value]) => holdsSecret(value));
  if (holding.length === 0 || holding.length * 2 < entries.length) return false;
  if (entries.some(([key, value]) => isField(key, value))) return false;
  // Many documents have lists in them; only lists of one kind throughout are users' devices.
  const lists = entries.filter(([, value]) => Array.isArray(value)).length;
  if (lists > 0 && (lists < entries.length || holding.length < entries.length)) return false;
  return holding.length > 1 || OF_A_USER.has(shapeOf(entries[0]?.[0]) ?? "ignore");
}

/** A user may well be called `user` or `admin`; but nobody has the name of a field whose value is none of a user's. */
function isField(key: string, value: unknown): boolean {
  const match = matchHeader(key);
  if (LISTS.includes(key) && typeof value === "object") return true;
  return match !== null && !(OF_A_USER.has(match.role) && holdsSecret(value));
}

function holdsSecret(value: unknown): boolean {
  if (typeof value === "string") return isKey(value);
  // A list of records that say whose they are is no user's list of devices.
  if (Array.isArray(value)) return value.slice(0, LOOKED_AT).some(holdsSecret) && !value.some(namesUser);
  if (!isObject(value)) return false;
  return pathsOf([value]).some((path) => {
    const match = matchHeader(path);
    const cell = cellAt(value, path);
    if (match?.role === "uri" || match?.weak) return isKey(cell);
    return match?.role === "secret" ? cell !== "" : shapeOf(cell) === "uri";
  });
}

function namesUser(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some((key) => OF_A_USER.has(matchHeader(key)?.role ?? ""));
}

function isKey(value: string | number): boolean {
  const shape = shapeOf(value);
  return shape === "secret" || shape === "uri";
}

function rowsOf(map: JsonObject): JsonObject[] {
  const entries = Object.entries(map);
  const rows = entries.map(([, value]): JsonObject => {
    if (isObject(value)) return value;
    return Array.isArray(value) && value.some(isObject) ? { otp: value } : { secret: value };
  });
  // What a sparse array of PHP's becomes: the keys are places, not names.
  if (entries.every(([key], at) => key === String(at))) return rows;
  const name = nameOfKeys(
    entries.map(([key]) => key),
    rows,
  );
  // The key comes first among the properties, and fills in where a record leaves its own out.
  return rows.map((row, at) => ({ [name]: entries[at]?.[0], ...row, [name]: entries[at]?.[0] }));
}

/** What a column of these keys would be called, by a name under which no record says anything else. */
function nameOfKeys(keys: readonly string[], rows: readonly JsonObject[]): string {
  const shape = columnShape(keys.slice(0, LOOKED_AT));
  const kind =
    shape === "email" || shape === "phone" || shape === "userId"
      ? shape
      : shape === "uuid" || shape === "number"
        ? "externalId"
        : "username";
  const isFree = (name: string) =>
    rows.every((row, at) => ["", keys[at]].includes(String(cellAt(row, name))) && !isObject(row[name]));
  return SYNONYMS[kind].find(isFree) ?? kind;
}
