import { decode } from "./decode";
import { decideEncoding, type Encoding, isAscii, utf16Of } from "./encoding";
import { looksLikeJson } from "./json-text";
import { sniffMagic } from "./magic";
import { mayBeUnmarked, noiseIn } from "./noise";
import type { Problem } from "./problem";
import type { Source } from "./source";
import { utf8Pieces } from "./utf8";

const MAX_BYTES = 256 << 20;
const HEAD_CHARACTERS = 256 << 10;
const HEAD_BYTES = 64 << 10;

/** The text of a source that is none. */
const NO_TEXT = {
  head: "",
  complete: false,
  async *chunks() {},
  async *utf8() {},
  text: async () => "",
};

/** Looked at before anything is handed out; a text without a line end in here is no list of records. */
const SNIFFED_BYTES = 1 << 20;

/**
 * Opens a file or a paste for reading, without reading more of it than it takes to know what it is.
 *
 * Text may be UTF-8 (with or without BOM), UTF-16 (with BOM, or told by its NULs), GB18030 or windows-1252, decided over the whole
 * file. A kind of file that is known by its first bytes comes with its `magic` and without text. Everything else is a
 * Problem: `empty`, `too_big` (256 MiB), `binary`, `noise`, `unreadable` (in no encoding we know), `line_too_long`. Rejects only if the blob itself cannot be read.
 */
export async function openBlob(blob: Blob, name: string): Promise<Source | Problem> {
  if (blob.size === 0) return { problem: "empty" };
  if (blob.size > MAX_BYTES) return { problem: "too_big", values: { megabytes: MAX_BYTES >> 20 } };
  const bytes = new Uint8Array(await blob.slice(0, SNIFFED_BYTES).arrayBuffer());
  const all = async () => new Uint8Array(await blob.arrayBuffer());
  const headBytes = bytes.subarray(0, HEAD_BYTES);
  const magic = sniffMagic(bytes);
  if (magic) return { name, size: blob.size, magic, headBytes, bytes: all, ...NO_TEXT };

  let encoding: Encoding | null = utf16Of(bytes);
  const noise = encoding === null && noiseIn(bytes);
  if (noise === "noise" && mayBeUnmarked(bytes, blob.size)) {
    return { name, size: blob.size, magic: { problem: noise }, headBytes, bytes: all, ...NO_TEXT };
  }
  if (noise) return { problem: noise };
  if (encoding === null && !isAscii(bytes)) {
    const decided = await decideEncoding(blob);
    if (!decided.readable) return { problem: "unreadable" };
    encoding = decided.encoding;
  }

  const whole = bytes.length === blob.size;
  const sniffed = new TextDecoder(encoding ?? "utf-8").decode(bytes, { stream: !whole });
  if (sniffed.trim() === "" && whole) return { problem: "empty" };
  if (!whole && !/[\r\n]/.test(sniffed) && !looksLikeJson(sniffed)) {
    return { problem: "line_too_long", values: { line: 1 } };
  }
  return {
    name,
    size: blob.size,
    magic: null,
    headBytes,
    bytes: all,
    head: sniffed.slice(0, HEAD_CHARACTERS),
    complete: whole && sniffed.length <= HEAD_CHARACTERS,
    chunks: () => decode(blob, encoding),
    utf8: () => utf8Pieces(blob, encoding),
    async text() {
      const parts: string[] = [];
      for await (const part of decode(blob, encoding)) parts.push(part);
      return parts.join("");
    },
  };
}
