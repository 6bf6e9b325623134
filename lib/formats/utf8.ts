import { decideEncoding, type Encoding, isAscii } from "./encoding";
import { pieces } from "./pieces";

/**
 * The text of a blob as `decode` would tell it, but as well-formed UTF-8: what is ASCII comes through as the bytes that it
 * is, which saves making text of it.
 */
export async function* utf8Pieces(
  blob: Blob,
  encoding: Encoding | null,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let decoder: TextDecoder | null = null;
  let known = encoding;
  /** The last piece ended between two characters, so that the decoder holds nothing back. */
  let whole = true;
  let at = 0;
  for await (const piece of pieces(blob)) {
    if (whole && (known === null || known === "utf-8") && isAscii(piece)) {
      at += piece.length;
      yield piece;
      continue;
    }
    known ??= (await decideEncoding(blob.slice(at))).encoding;
    // A mark is one at the very start only.
    decoder ??= new TextDecoder(known, { ignoreBOM: at > 0 });
    at += piece.length;
    whole = (piece.at(-1) ?? 0) < 0x80;
    const text = decoder.decode(piece, { stream: true });
    if (text !== "") yield encoder.encode(text);
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield encoder.encode(rest);
}
