import { isLoopbackHost, isOwnHost, isOwnOrigin } from "./loopback";

/** No request of a page of ours is larger: a chunk of a thousand rows with the longest ids, secrets and recovery codes. */
const MOST_BYTES = 4 * 1024 * 1024;
const READS = new Set(["GET", "HEAD"]);
const METHODS = new Set([...READS, "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

type Asked = { method: string; headers: { get(name: string): string | null } };

/** Whether it came from a page of this very origin, as browsers tell (Fetch Metadata); also when nobody tells. */
function isSameSite({ method, headers }: Asked): boolean {
  const site = headers.get("sec-fetch-site");
  if (site === null || site === "same-origin") return true;
  // Whoever follows a link or types an address opens a page, and can do nothing else from elsewhere.
  const opens = headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
  return READS.has(method) && (opens || site === "none");
}

/**
 * Why a request is not for this console, as a status; null: it is. Looked at before anything else, whatever the path.
 * - 421: sent to another name, as by a page that has its own name resolve to this machine (DNS rebinding)
 * - 403: from a page of another origin, or a change without the browser's word where it comes from
 * - 405: by a method that means nothing here, wherever it leads
 * - 411: with a body of which nobody says how large it is (in chunks, RFC 9112 section 7.1): no browser sends such a one here
 * - 413: too large
 * @param origin the console's public origin, FERRY_URL
 */
export function refusalOf(asked: Asked, origin: string | null): 403 | 405 | 411 | 413 | 421 | null {
  const { method, headers } = asked;
  const host = headers.get("host");
  if (!isLoopbackHost(host) && !isOwnHost(host, origin)) return 421;
  if (!METHODS.has(method)) return 405;
  if (!isSameSite(asked)) return 403;
  const from = headers.get("origin");
  const isOwn = isLoopbackHost(host) ? isOwnOrigin(from, host) : from !== null && from === origin;
  if (!READS.has(method) && !isOwn) return 403;
  if (headers.get("transfer-encoding") !== null) return 411;
  return Number(headers.get("content-length") ?? 0) > MOST_BYTES ? 413 : null;
}
