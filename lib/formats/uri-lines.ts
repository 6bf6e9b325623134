import { readKeyUri } from "@/lib/otp/key-uri";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { ReadItem } from "./format";
import { type NumberedLine, readLines } from "./lines";
import { looksLikeMigration, readMigration } from "./migration";
import { readOtpText } from "./otp-text";
import type { Problem } from "./problem";
import type { Source } from "./source";

const KEY_URI = /^\s*["']?(?:apple-)?otpauth(?:-migration)?:\/\//i;
/** What was meant as a URI, or is no sentence, is never passed over as prose. */
const ATTEMPT = /:\/\/|secret=|^\s*\S+\s*$/i;
const COMMENT = /^\s*(?:#|\/\/)/;
const QUOTES = /^["']|["'],?$/g;
/** Ente's note to itself beside the Key URI. */
const CODE_DISPLAY = /[?&]codeDisplay=([^&]*)/;

/** How sure a text is of being a list of URIs, one a line: 0 if it has none. */
export function uriLinesConfidence(head: string): number {
  let uris = 0;
  let lines = 0;
  for (const line of head.split(/\r\n|\r|\n/, 2_000)) {
    if (line.trim() === "" || COMMENT.test(line)) continue;
    lines++;
    if (KEY_URI.test(line)) uris++;
  }
  if (uris === 0) return 0;
  return uris * 2 >= lines ? 0.85 : 0.7;
}

/**
 * The records of a list of URIs, one a line: Key URIs, Google Authenticator's migration URIs (several records each), and
 * Bitwarden's `steam://`. Comments (`#`, `//`) and prose above or below the list are left out; any other line is a record with
 * `uri_invalid`. What Ente has in its trash is `record_disabled`.
 */
export async function* readUriLines(source: Source): AsyncGenerator<ReadItem> {
  const batches = new Batches();
  // Prose since the last URI: inside the list if another follows, else below it.
  let pending: NumberedLine[] = [];
  let inList = false;
  let problem: Problem | null = null;
  for await (const lines of readLines(source.chunks())) {
    if ("problem" in lines) {
      problem = lines;
      break;
    }
    for (const line of lines) {
      if (COMMENT.test(line.text)) continue;
      if (!ATTEMPT.test(line.text)) {
        if (inList) pending.push(line);
        continue;
      }
      inList = true;
      for (const { line: number } of pending) {
        const full = batches.add(invalid(number));
        if (full) yield full;
      }
      pending = [];
      const text = line.text.trim().replace(QUOTES, "");
      const migration = looksLikeMigration(text) ? readMigration(text, line.line) : null;
      if (migration?.part) yield { part: migration.part };
      for (const record of migration?.records ?? [readLine(text, line.line)]) {
        const full = batches.add(record);
        if (full) yield full;
      }
    }
  }
  const rest = batches.rest();
  if (rest.length > 0) yield rest;
  if (problem) yield problem;
  else if (batches.count === 0) yield { problem: "no_otp" };
}

function readLine(text: string, line: number): SourceRecord {
  if (/^steam:/i.test(text)) return readOtpText(text, line);
  const record = readKeyUri(text, line);
  if (isTrashed(text)) record.found = [...record.found, "record_disabled"];
  return record;
}

function isTrashed(text: string): boolean {
  const note = CODE_DISPLAY.exec(text)?.[1];
  if (note === undefined) return false;
  try {
    return /"trashed"\s*:\s*true/.test(decodeURIComponent(note));
  } catch {
    return false;
  }
}

function invalid(line: number): SourceRecord {
  return { ...emptyRecord(line), found: ["uri_invalid"] };
}
