import { readKeyUri } from "@/lib/otp/key-uri";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Format } from "./format";
import { type NumberedLine, readLines } from "./lines";
import type { Problem } from "./problem";

const KEY_URI = /^\s*["']?(?:apple-)?otpauth(?:-migration)?:\/\//i;
/** What was meant as a URI, or is no sentence, is never passed over as prose. */
const ATTEMPT = /:\/\/|secret=|^\s*\S+\s*$/i;
const COMMENT = /^\s*(?:#|\/\/)/;
const QUOTES = /^["']|["'],?$/g;

/**
 * Key URIs (`otpauth://…`, `apple-otpauth://…`), one a line, as Authelia, Aegis, Ente and scripts print them. Comments
 * (`#`, `//`) and prose above or below the list are left out; any other line is a record with `uri_invalid`.
 */
export const uriList: Format = {
  id: "uri-list",
  extensions: [".txt"],

  detect({ head }) {
    let uris = 0;
    let lines = 0;
    for (const line of head.split(/\r\n|\r|\n/, 2_000)) {
      if (line.trim() === "" || COMMENT.test(line)) continue;
      lines++;
      if (KEY_URI.test(line)) uris++;
    }
    if (uris === 0) return { confidence: 0, plan: null };
    return { confidence: uris * 2 >= lines ? 0.85 : 0.7, plan: null };
  },

  async *read(source) {
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
        const full = batches.add(readKeyUri(line.text.trim().replace(QUOTES, ""), line.line));
        if (full) yield full;
      }
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (problem) yield problem;
    else if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function invalid(line: number): SourceRecord {
  return { ...emptyRecord(line), found: ["uri_invalid"] };
}
