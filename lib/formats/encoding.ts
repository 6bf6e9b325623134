import { pieces } from "./pieces";

/** The character encodings a source may be written in; ASCII is decided only when something else turns up. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";

/** Above this share of undecodable characters nobody could trust the rest. */
const TOLERATED = 0.001;

/** In western text at least so many of the characters that are not ASCII have an ASCII character on both sides. */
const ALONE = 0.8;
const UTF16_SAMPLE = 4096;

/** UTF-16 by byte order mark (RFC 2781), or without one by where the NULs of its ASCII characters lie. */
export function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const units = Math.min(bytes.length, UTF16_SAMPLE) >> 1;
  let high = 0;
  let low = 0;
  for (let i = 0; i < units; i++) {
    if (bytes[2 * i] === 0) high++;
    if (bytes[2 * i + 1] === 0) low++;
  }
  if (low > units * 0.3 && high * 50 < low) return "utf-16le";
  if (high > units * 0.3 && low * 50 < high) return "utf-16be";
  return null;
}

/** Whether a piece holds nothing but ASCII: the same text in UTF-8, GB18030 and windows-1252. */
export function isAscii(bytes: Uint8Array): boolean {
  let i = 0;
  const words = bytes.byteOffset % 4 === 0 ? bytes.length >> 2 : 0;
  const view = new Uint32Array(bytes.buffer, words > 0 ? bytes.byteOffset : 0, words);
  for (; i + 8 <= words; i += 8) if ((eight(view, i) & 0x80808080) !== 0) return false;
  for (; i < words; i++) if (((view[i] as number) & 0x80808080) !== 0) return false;
  for (i = words * 4; i < bytes.length; i++) if ((bytes[i] as number) > 0x7f) return false;
  return true;
}

function eight(view: Uint32Array, i: number): number {
  const first =
    (view[i] as number) | (view[i + 1] as number) | (view[i + 2] as number) | (view[i + 3] as number);
  return (
    first |
    (view[i + 4] as number) |
    (view[i + 5] as number) |
    (view[i + 6] as number) |
    (view[i + 7] as number)
  );
}

/**
 * Decides between UTF-8 (RFC 3629, strict), GB18030 and windows-1252 (what Excel saves as CSV in Europe and America) over the
 * whole rest of a file, so that no row is read in the wrong one. `readable` is false where none fits. A character cut off at
 * the very end counts for nothing.
 */
export async function decideEncoding(blob: Blob): Promise<{ encoding: Encoding; readable: boolean }> {
  if (await isUtf8(blob)) return { encoding: "utf-8", readable: true };
  if (await isWestern(blob)) return { encoding: "windows-1252", readable: true };
  const utf8 = await damage(blob, "utf-8");
  const gb18030 = await damage(blob, "gb18030");
  const best = utf8.bad <= gb18030.bad ? utf8 : gb18030;
  // One damaged character is no reason to refuse a small file: its row will say what is wrong with it.
  const readable = best.bad <= Math.max(2, best.characters * TOLERATED);
  return { encoding: best === utf8 ? "utf-8" : "gb18030", readable };
}

async function isUtf8(blob: Blob): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let whole = true;
  try {
    for await (const piece of pieces(blob)) {
      // Skipping the ASCII pieces saves most of the pass where only a header or a few names are not.
      if (whole && isAscii(piece)) continue;
      decoder.decode(piece, { stream: true });
      whole = (piece.at(-1) ?? 0) < 0x80;
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether bytes above ASCII mostly stand alone, as in `Jürgen`. In UTF-8 none does, and in GB18030 only the first byte of a rare
 * character between two ASCII ones; there it would take the ASCII character behind it along.
 */
async function isWestern(blob: Blob): Promise<boolean> {
  let alone = 0;
  let runs = 0;
  let length = 0;
  const end = () => {
    if (length === 0) return;
    runs++;
    if (length === 1) alone++;
    length = 0;
  };
  for await (const piece of pieces(blob)) {
    for (let at = 0; at < piece.length; at++) {
      if ((piece[at] as number) > 0x7f) length++;
      else end();
    }
  }
  end();
  return alone > 0 && alone >= runs * ALONE;
}

async function damage(blob: Blob, encoding: Encoding): Promise<{ bad: number; characters: number }> {
  const decoder = new TextDecoder(encoding);
  let bad = 0;
  let characters = 0;
  for await (const piece of pieces(blob)) {
    const text = decoder.decode(piece, { stream: true });
    characters += text.length;
    for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) bad++;
  }
  return { bad, characters };
}
