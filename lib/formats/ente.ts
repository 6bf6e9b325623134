import { MINE, NOT_MINE } from "./app-export";
import type { Format } from "./format";
import { readUriLines, uriLinesConfidence } from "./uri-lines";

const CODE_DISPLAY = /^[ \t]*otpauth:\/\/\S*[?&]codeDisplay=%7B/im;

/**
 * Ente Auth's plain text export (ente-io/ente, mobile/apps/auth): Key URIs, one a line, with what only Ente knows in
 * `codeDisplay`. Its encrypted export is told by encrypted.ts and declined: it asks for 1 GiB of memory.
 */
export const ente: Format = {
  id: "ente",
  extensions: [".txt"],
  detect: ({ head }) =>
    head.includes("codeDisplay=") && CODE_DISPLAY.test(head) && uriLinesConfidence(head) > 0
      ? MINE
      : NOT_MINE,
  read: readUriLines,
};
