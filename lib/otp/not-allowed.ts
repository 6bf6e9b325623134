/** The digest of an error: all that React tells a page of what an action has thrown. */
export function notAllowedDigest(status: 401 | 403): string {
  return `not-allowed-${status}`;
}

/** Why an action has thrown, as the page sees it: 401 nobody is signed in, 403 they may not; null for anything else. */
export function notAllowedStatus(thrown: unknown): 401 | 403 | null {
  const digest = thrown instanceof Error ? Reflect.get(thrown, "digest") : undefined;
  return ([401, 403] as const).find((status) => digest === notAllowedDigest(status)) ?? null;
}
