import "server-only";

const HIDDEN = "[hidden]";
const MOST = 500;

/**
 * What must never be in a log, wherever it turns up in a text: key URIs, credentials of HTTP, and every unbroken piece that
 * is long and mixed enough to be a key. What a human reads (ids, names of hosts, words) stays.
 */
const PATTERNS = [
  /\b(?:apple-)?otpauth(?:-migration)?:\/\/\S*/gi,
  /\b(?:bearer|basic)\s+[\w.~+/=-]+/gi,
  /\b(?:authorization|cookie|set-cookie|password|secret|accessKeySecret|recoveryCode|token|FERRY_SECRET)["']?\s*[:=]\s*\S+/gi,
  /\/\/[^/\s:@]+:[^/\s@]+@/g,
  /(?<![A-Za-z2-7])(?:[A-Z2-7]{16,}|[a-z2-7]{32,})=*(?![A-Za-z2-7])/g,
  /(?<![\w-])(?=[A-Za-z2-7 -]*[2-7])(?:[A-Za-z2-7]{4}[ -]){3,}[A-Za-z2-7]{1,4}(?![\w-])/g,
  /(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/gi,
  /(?<![\w+/=-])(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])(?=[\w+/-]*\d)[\w+/-]{24,}={0,2}/g,
];

/** A text without what may be a secret in it, and no longer than a line should be. */
export function scrub(text: string): string {
  const short = text.slice(0, MOST);
  return PATTERNS.reduce((clean, pattern) => clean.replace(pattern, HIDDEN), short);
}
