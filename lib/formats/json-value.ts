import { parsed, parseJsonHead } from "./json-head";
import { looksLikeJson } from "./json-text";
import type { Source } from "./source";

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The own property of a JSON object; undefined of anything else, and of what objects inherit (`__proto__`). */
export function valueAt(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The array at a property; empty if there is none. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const list = valueAt(value, key);
  return Array.isArray(list) ? list : [];
}

/** A string or number at a property as text, without white space around it; "" for null, nothing, and all the rest. */
export function textAt(value: unknown, key: string): string {
  const text = valueAt(value, key);
  if (typeof text === "string") return text.trim();
  return typeof text === "number" ? String(text) : "";
}

const HEADS = new WeakMap<Source, { document: unknown }>();

/** What the head of a source is as a JSON document, closed where it breaks off; undefined if it is none. Parsed once. */
export function headDocument(source: Source): unknown {
  let known = HEADS.get(source);
  if (!known) {
    const { head, complete } = source;
    const document = !looksLikeJson(head) ? undefined : complete ? parsed(head) : parseJsonHead(head);
    known = { document };
    HEADS.set(source, known);
  }
  return known.document;
}
