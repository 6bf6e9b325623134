/** Whether a Host header (RFC 9110 section 7.2) names this machine's loopback interface. */
export function isLoopbackHost(host: string | null): boolean {
  return host !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(host);
}

/**
 * Whether a Host header names this console: the host of its public origin, or, when it has none or a loopback one, any of
 * this machine's own names. A page on the web that has its own name resolve to the console (DNS rebinding) still sends that
 * name, and is turned away.
 * @param origin the console's public origin, FERRY_URL
 */
export function isOwnHost(host: string | null, origin: string | null): boolean {
  const own = origin === null ? null : new URL(origin).host;
  if (own === null || isLoopbackHost(own)) return isLoopbackHost(host);
  return host !== null && host.toLowerCase() === own;
}

/** Whether an Origin header is this console's own: the same host and port that the request was sent to. */
export function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
