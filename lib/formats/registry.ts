import { delimited } from "./delimited";
import type { Format } from "./format";
import { json } from "./json";
import { ndjson } from "./ndjson";
import { uriList } from "./uri-list";

/** Every format there is. The picker, `accept`, help and the contract test all derive from this list. */
export const FORMATS: readonly Format[] = [delimited, json, ndjson, uriList];

/** The file name endings of all formats, lower case with the dot, each once: for the file picker's `accept`. */
export function extensions(): string[] {
  return [...new Set(FORMATS.flatMap((format) => format.extensions))];
}
