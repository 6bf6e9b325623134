import type { Format } from "./format";
import { readUriLines, uriLinesConfidence } from "./uri-lines";

/** Key URIs (`otpauth://…`, `apple-otpauth://…`), one a line, as Authelia, Aegis and scripts print them. */
export const uriList: Format = {
  id: "uri-list",
  extensions: [".txt"],
  detect: ({ head }) => ({ confidence: uriLinesConfidence(head), plan: null }),
  read: readUriLines,
};
