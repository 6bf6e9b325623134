import type { Problem } from "./problem";

/**
 * One file or paste, opened for reading. It hides where the bytes lie (a File in the browser, a Blob in the
 * terminal) and in which character encoding; what it hands out is text without a byte order mark.
 */
export type Source = {
  /** File name, or "" for a paste. Only ever shown to the admin; detection is by content. */
  name: string;
  /** Bytes. */
  size: number;
  /**
   * What the first bytes say of a file that is no text (an image, a workbook, an encrypted backup): the problem that it is
   * unless a format knows better. null for text. A binary source has an empty `head`.
   */
  magic: Problem | null;
  /** The first bytes (at most 64 KiB), for formats that are not text. */
  headBytes: Uint8Array;
  /** The first part of the text (at most 256 Ki characters), enough to recognise a format by. */
  head: string;
  /** Whether `head` is the whole text. */
  complete: boolean;
  /** The whole text from the start, in pieces cut anywhere (also within a line). May be called again. */
  chunks(): AsyncIterable<string>;
  /** The same text as UTF-8 without a byte order mark; the pieces are the caller's to keep. */
  utf8(): AsyncIterable<Uint8Array>;
  /** The whole text at once, for formats that are one document. */
  text(): Promise<string>;
  /** All bytes, as they are. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
};
