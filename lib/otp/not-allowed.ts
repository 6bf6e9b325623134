/** The digest of an error: all that React tells a page of what an action has thrown. */
export function notAllowedDigest(status: 401 | 403): string {
  return `not-allowed-${status}`;
}
