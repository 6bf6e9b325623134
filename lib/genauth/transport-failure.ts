import { FORBIDDEN_ADDRESS } from "./reach";
import type { Wire } from "./wire";

const TIMED_OUT = new Set(["ECONNABORTED", "ETIMEDOUT", "ESOCKETTIMEDOUT", "ERR_CANCELED"]);

/** The name was not found, the connection not made or the peer not trusted: nothing has left this machine. */
const NOTHING_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EADDRNOTAVAIL",
  "EPROTO",
  "ERR_INVALID_URL",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
]);
const NOTHING_SENT_GROUP =
  /^(EAI_|CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CRL_|PATH_LENGTH_|ERROR_IN_CERT_|ERR_SSL_\w*HANDSHAKE)/;
/** Said of a new connection as well as of one that is open already. */
const NO_ROUTE = new Set(["EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ENETDOWN"]);

type Thrown = { code: string; syscall: string };

/** The codes of an error, its causes and its parts (Node tries several addresses and throws them as one). */
function codesOf(thrown: unknown, depth = 0): Thrown[] {
  if (typeof thrown !== "object" || thrown === null || depth > 3) return [];
  const { code, syscall, cause, errors } = thrown as Record<string, unknown>;
  const own = typeof code === "string" ? [{ code, syscall: typeof syscall === "string" ? syscall : "" }] : [];
  const parts = Array.isArray(errors) ? errors.slice(0, 16) : [];
  return [...own, ...[cause, ...parts].flatMap((part) => codesOf(part, depth + 1))];
}

const wasOpen = ({ code, syscall }: Thrown) =>
  NO_ROUTE.has(code) && (syscall === "read" || syscall === "write");

/** Whether it was thrown because the host's address may not be connected to. */
export function isForbidden(thrown: unknown): boolean {
  return codesOf(thrown).some(({ code }) => code === FORBIDDEN_ADDRESS);
}

/**
 * What a call that threw tells about the network. Only codes are looked at: the error itself carries the secrets
 * and the Authorization header (genauth-api.md section 3) and goes no further than here.
 * @returns `unreachable` only when nothing can have been sent, `reset` when in doubt
 */
export function transportFailure(thrown: unknown): Exclude<Wire, { kind: "answer" }> {
  if (isForbidden(thrown)) return { kind: "unreachable", forbidden: true };
  const all = codesOf(thrown);
  if (all.some(({ code }) => TIMED_OUT.has(code))) return { kind: "timeout" };
  const unreachable = all.some(
    ({ code }) => NOTHING_SENT.has(code) || NO_ROUTE.has(code) || NOTHING_SENT_GROUP.test(code),
  );
  return { kind: unreachable && !all.some(wasOpen) ? "unreachable" : "reset" };
}
