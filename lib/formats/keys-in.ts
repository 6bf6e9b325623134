/** More keys than anybody has rotated through. */
const MAX_KEYS = 16;

/**
 * The keys in what the admin typed: all of it as one key, and if it has commas or white space in it, its parts too, for
 * a system whose key was changed and whose older rows open only with an older one.
 */
export function keysIn(unlock: string): string[] {
  const whole = unlock.trim();
  const parts = whole.split(/[\s,]+/, MAX_KEYS).filter((part) => part !== "");
  return [...new Set([whole, ...parts])];
}
