import { MINE, NOT_MINE } from "./app-export";
import type { Format } from "./format";
import { readUriLines, uriLinesConfidence } from "./uri-lines";

const MIGRATION = /^[ \t]*["']?otpauth-migration:\/\//im;

/**
 * Google Authenticator's "Transfer accounts" as text: what its QR codes hold, `otpauth-migration://offline?data=…`, one a
 * line. Other URIs may stand between them.
 */
export const googleMigration: Format = {
  id: "google-migration",
  extensions: [".txt"],
  detect: ({ head }) => (MIGRATION.test(head) && uriLinesConfidence(head) > 0 ? MINE : NOT_MINE),
  read: readUriLines,
};
