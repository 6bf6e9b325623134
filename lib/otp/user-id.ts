/** A user id is one word of printable characters; anything else came from the wrong column. */
export const USER_ID = /^[\p{L}\p{N}\p{P}\p{S}]{1,128}$/u;

/** The shape of the ids that GenAuth gives its users itself. */
export const GENAUTH_USER_ID = /^[0-9a-f]{24}$/;

/** The user id that stands percent-encoded in a path (RFC 3986); null where none can be. */
export function pathUserId(part: string): string | null {
  try {
    const userId = decodeURIComponent(part);
    return USER_ID.test(userId) ? userId : null;
  } catch {
    return null;
  }
}
