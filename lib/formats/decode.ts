import { decideEncoding, type Encoding, isAscii } from "./encoding";
import { pieces } from "./pieces";

/**
 * The text of a blob from its start, in pieces, without a byte order mark. Bytes that the encoding does not know
 * become U+FFFD; never throws for what the bytes are.
 *
 * `encoding` null: all that has been seen is ASCII. Then the first other byte decides, by looking at the whole rest of
 * the file before anything of it is handed out. ASCII is the same text either way, so nothing handed out before was
 * wrong, and a pure ASCII file is read only once (a second pass over 44 MB would cost 85 ms).
 */
export async function* decode(blob: Blob, encoding: Encoding | null): AsyncGenerator<string> {
  let decoder = encoding && new TextDecoder(encoding);
  const ascii = new TextDecoder();
  let at = 0;
  for await (const piece of pieces(blob)) {
    if (!decoder && !isAscii(piece)) {
      decoder = new TextDecoder((await decideEncoding(blob.slice(at))).encoding);
    }
    at += piece.length;
    const text = decoder ? decoder.decode(piece, { stream: true }) : ascii.decode(piece);
    if (text !== "") yield text;
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield rest;
}
