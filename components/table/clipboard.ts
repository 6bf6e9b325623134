/** How long copied secrets may stay on the clipboard. */
export const CLEARED_AFTER_MS = 30_000;

/** Puts a text on the clipboard that is still being made; false if the browser refuses. */
export async function writeClipboard(text: Promise<Blob>): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    return true;
  } catch {
    return false;
  }
}

/** The text on the clipboard; null if the browser does not let the page read it. */
export async function readClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return null;
  }
}

/** Empties the clipboard; false if the browser refuses. */
export async function clearClipboard(): Promise<boolean> {
  try {
    await navigator.clipboard.writeText("");
    return true;
  } catch {
    return false;
  }
}

/** By which a text on the clipboard is known again, without keeping it. */
export async function fingerprint(text: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await text.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whether the clipboard still holds the text with this fingerprint; null if that cannot be known. The browser is never made
 * to ask the admin: without a permission that there is already, only a page that was never left can be sure.
 */
export async function stillHolds(print: string, left: boolean): Promise<boolean | null> {
  if (!left) return true;
  try {
    // TypeScript does not know the name of this permission.
    const { state } = await navigator.permissions.query({ name: "clipboard-read" as PermissionName });
    if (state !== "granted") return null;
  } catch {
    return null;
  }
  const text = await readClipboard();
  return text === null ? null : (await fingerprint(new Blob([text]))) === print;
}
