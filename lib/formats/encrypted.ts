import { looksLikeJson } from "./json-text";
import type { Problem } from "./problem";

/** What gives an app's password-protected export away (formats.md section 4); every pattern must be found. */
const SIGNS: readonly { app: string; all: readonly RegExp[] }[] = [
  { app: "Aegis", all: [/"slots"\s*:\s*\[/, /"db"\s*:\s*"/] },
  { app: "2FAS", all: [/"servicesEncrypted"\s*:\s*"[^"]/] },
  {
    app: "Bitwarden",
    all: [/"encrypted"\s*:\s*true/, /"(?:passwordProtected|encKeyValidation_DO_NOT_EDIT|items)"\s*:/],
  },
  { app: "Ente", all: [/"kdfParams"\s*:/, /"encryptedData"\s*:/] },
  {
    app: "Proton Authenticator",
    all: [/^\s*\{\s*"(?:version|salt|content)"/, /"salt"\s*:\s*"/, /"content"\s*:\s*"/],
  },
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
