/** Whether a Host header (RFC 9110 section 7.2) names this machine's loopback interface. */
export function isLoopbackHost(host: string | null): boolean {
  return host !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(host);
}

/** Whether an Origin header is this console's own: the same host and port that the request was sent to. */
export function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
