import type { SourceRecord } from "@/lib/otp/record";
import { appExport, attempt, LOCKED, MINE, NOT_MINE, type Opened, type Unlock } from "./app-export";
import type { Detected, Format } from "./format";
import { parsed } from "./json-head";
import { jsonInvalid } from "./json-problem";
import { headDocument } from "./json-value";
import type { Problem } from "./problem";

type JsonExport = {
  id: string;
  /** `.json` unless said. */
  extensions?: readonly string[];
  /** Whether a document, or the beginning of one, is this app's. */
  is(document: unknown): boolean;
  entries(document: unknown): readonly unknown[];
  record(entry: unknown, line: number): SourceRecord | null;
  /** Why a document of this app can never be read. */
  declined?(document: unknown): Problem | null;
  /** Exports with a password in JSON. */
  locked?: {
    is(document: unknown): boolean;
    open(document: unknown, options: Unlock): Promise<Opened>;
  };
  /** Exports with a password that are no text: `app` is what magic.ts calls them. */
  binary?: {
    app: string;
    /** The JSON text, or why there is none. */
    open(bytes: Uint8Array<ArrayBuffer>, options: Unlock): Promise<Opened>;
  };
  /** Exports with a password that nothing gives away. */
  unmarked?(bytes: Uint8Array<ArrayBuffer>, options: Unlock): Promise<Opened>;
};

/** Nobody else claims a file without a mark. */
const UNMARKED: Detected = { confidence: 0.05, plan: null, lock: "unmarked_password" };

/** The export of an app that writes one JSON document (RFC 8259), perhaps encrypted. */
export function jsonExport({
  id,
  extensions = [".json"],
  is,
  entries,
  record,
  declined,
  locked,
  binary,
  unmarked,
}: JsonExport): Format {
  return appExport({
    id,
    extensions,
    entries,
    record,
    detect(source) {
      if (source.magic?.problem === "noise") return unmarked ? UNMARKED : NOT_MINE;
      if (source.magic) return binary && source.magic.values?.app === binary.app ? LOCKED : NOT_MINE;
      const document = headDocument(source);
      if (!is(document)) return NOT_MINE;
      return locked?.is(document) && !declined?.(document) ? LOCKED : MINE;
    },
    async open(source, options) {
      if (source.magic) {
        const open = source.magic.problem === "noise" ? unmarked : binary?.open;
        if (!open) return source.magic;
        if (options.unlock === "") return { problem: "wrong_unlock" };
        const bytes = await source.bytes();
        return attempt(() => open(bytes, options));
      }
      const text = await source.text();
      let document: unknown;
      try {
        document = JSON.parse(text);
      } catch (error) {
        return jsonInvalid(text, error);
      }
      const problem = declined?.(document);
      if (problem) return problem;
      if (!locked?.is(document)) return { document };
      if (options.unlock === "") return { problem: "wrong_unlock" };
      return attempt(() => locked.open(document, options));
    },
  });
}

/** A decrypted document; that a password fits shows in that there is one. */
export function decryptedJson(bytes: Uint8Array | null): Opened {
  const document = bytes && parsed(new TextDecoder().decode(bytes));
  return document === null || document === undefined ? { problem: "wrong_unlock" } : { document };
}
