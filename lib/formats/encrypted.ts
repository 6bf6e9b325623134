import { looksLikeJson } from "./json-text";
import type { Problem } from "./problem";

/** What gives an app's password-protected export away that no format can open; every pattern must be found. */
const SIGNS: readonly { app: string; all: readonly RegExp[] }[] = [
  { app: "Ente", all: [/"kdfParams"\s*:/, /"encryptedData"\s*:/] },
];

/**
 * Names the app whose encrypted export this text is, or null. By content: the parts that are not encrypted. Exports
 * that are binary as a whole are told by their first bytes when the file is opened.
 */
export function encryptedExport(head: string): Problem | null {
  if (!looksLikeJson(head)) return null;
  const sign = SIGNS.find(({ all }) => all.every((pattern) => pattern.test(head)));
  return sign ? { problem: "encrypted", values: { app: sign.app } } : null;
}
