import type { Cell } from "./cell";
import { pathShape } from "./header-name";

type JsonObject = { readonly [key: string]: unknown };

/** Properties under which systems keep the list of records, the surest first. */
export const LISTS: readonly string[] = [
  "list",
  "users",
  "data",
  "items",
  "records",
  "rows",
  "entries",
  "identities",
  "results",
  "accounts",
];

const MAX_DEPTH = 6;
const MAX_ELEMENTS = 3;
/** Elements of an array that are looked at for fields. */
const MAX_LOOKED_AT = 100;
const MAX_COLUMNS = 1_000;
const MAX_PATH = 500;

/**
 * The records in a JSON document: the array it is, the array of objects under a well-known or the only such property
 * (also one level down, `data.list`), else the object itself as the one record. Null if there is no object at all.
 */
export function findRows(document: unknown): readonly unknown[] | null {
  if (Array.isArray(document)) return document;
  if (!isObject(document)) return null;
  return listIn(document, 2) ?? [document];
}

function listIn(object: JsonObject, levels: number): readonly unknown[] | null {
  const own = (key: string) => (Object.hasOwn(object, key) ? object[key] : undefined);
  for (const key of LISTS) {
    const value = own(key);
    if (isObjectArray(value)) return withItsLike(value, object);
  }
  const arrays = Object.values(object).filter(isObjectArray);
  const records = Object.values(object).some((value) => typeof value === "string" && looksTelling(value));
  // A record with one array of devices in it is a record, not a wrapper around a list.
  if (arrays.length === 1 && !records) return arrays[0] ?? null;
  if (levels === 1) return null;
  for (const key of LISTS) {
    const value = own(key);
    const inner = isObject(value) ? listIn(value, levels - 1) : null;
    if (inner) return inner;
  }
  // Below a name that means nothing to us only a well-known list counts: `db.entries`.
  for (const value of Object.values(object).filter(isObject)) {
    const key = LISTS.find((name) => Object.hasOwn(value, name) && isObjectArray(value[name]));
    if (key) return value[key] as readonly unknown[];
  }
  return null;
}

/** A list of records and those beside it with the same properties: `users` and `admins`. */
function withItsLike(list: readonly JsonObject[], object: JsonObject): readonly unknown[] {
  const others = Object.values(object).filter(isObjectArray);
  const same = others.filter((other) => other !== list && propertiesOf(other) === propertiesOf(list));
  return same.length === 0 ? list : [...list, ...same.flat()];
}

/** The names of the properties that the first record of a list has. */
function propertiesOf(list: readonly unknown[]): string {
  return JSON.stringify(Object.keys(list.find(isObject) ?? {}).sort());
}

function looksTelling(value: string): boolean {
  return value.includes("@") || /^[0-9a-f]{24}$|^[A-Z2-7]{16,}$/.test(value);
}

/**
 * The columns of some records: dotted paths to every value, in the order of first sight. Arrays of objects by index, the
 * fourth element and later ones only for fields that none before had (devices.ts reads them all); an array of plain
 * values is one column.
 */
export function pathsOf(rows: readonly unknown[]): string[] {
  const found: Found = { paths: new Set(), shapes: new Set() };
  const objects = rows.filter(isObject);
  for (const row of objects.length > 0 ? objects : rows) collect(row, "", false, MAX_DEPTH, found);
  return [...found.paths];
}

type Found = { paths: Set<string>; shapes: Set<string> };

/** `late`: in an element of which only the fields count that no element before it had. */
function collect(value: unknown, path: string, late: boolean, depth: number, found: Found): void {
  if (found.paths.size >= MAX_COLUMNS || path.length > MAX_PATH) return;
  const below = (key: string, inner: unknown, later = late) =>
    collect(inner, path === "" ? key : `${path}.${key}`, later, depth - 1, found);
  if (depth > 0 && isObjectArray(value)) {
    for (let i = 0; i < Math.min(value.length, MAX_LOOKED_AT); i++) {
      below(String(i), value[i], late || i >= MAX_ELEMENTS);
    }
  } else if (depth > 0 && isObject(value)) {
    for (const key of Object.keys(value)) below(key, value[key]);
  } else if (!isObject(value)) {
    const known = pathShape(path);
    if (!late || !found.shapes.has(known)) found.paths.add(path);
    found.shapes.add(known);
  }
}

/**
 * The value at a path that pathsOf gave, as a cell. Of an array of plain values the whole list, separated by commas (no
 * secret can hold one, so two secrets never run together into one), or with `first` its first.
 */
export function cellAt(row: unknown, path: string, first = false): Cell {
  const value = path === "" ? row : pathValue(row, path);
  if (!Array.isArray(value)) return toCell(value);
  const cells = value.map(toCell).filter((cell) => cell !== "");
  return first || cells.length === 1 ? (cells[0] ?? "") : cells.join(",");
}

/** The value at a dotted path; undefined if there is none. */
export function pathValue(value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as JsonObject)[path];
  // Keys may hold dots themselves, so every dot may be the one that separates.
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const key = path.slice(0, dot);
    if (!Object.hasOwn(value, key)) continue;
    const found = pathValue((value as JsonObject)[key], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function toCell(value: unknown): Cell {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return String(value);
  return "";
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isObjectArray(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.slice(0, MAX_LOOKED_AT).some(isObject);
}
