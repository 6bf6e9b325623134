/** Why a text is no host of a pool. `not_https`: only a host on the machine itself may be http. */
export type HostProblem = "malformed" | "extras" | "not_https";

/** Whether a URL's host name can only mean the machine itself: `localhost`, 127.0.0.0/8 or ::1, however they are written. */
export function isLoopbackName(hostname: string): boolean {
  // URL writes every form of an IPv4 address (decimal, octal, hexadecimal, short) as four decimals.
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Reads the host of a pool as somebody types it: a name or address with or without a port, https if no scheme is given.
 * @returns its origin, e.g. `https://api.genauth.ai`; or why it is none: a path, a query or credentials are not dropped but
 * told, since whoever wrote them expects them to count
 */
export function readPoolHost(text: string): { host: string } | { problem: HostProblem } {
  const trimmed = text.trim();
  const given = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  // URL would read a backslash as a slash and drop line breaks.
  if (!URL.canParse(given) || /[\s\\]/.test(given)) return { problem: "malformed" };
  const url = new URL(given);
  if (!/^https?:$/.test(url.protocol) || url.hostname === "") return { problem: "malformed" };
  const extras = url.username || url.password || url.search || url.hash || given.includes("@");
  if (extras || url.pathname !== "/") return { problem: "extras" };
  if (url.protocol === "http:" && !isLoopbackName(url.hostname)) return { problem: "not_https" };
  return { host: url.origin };
}
