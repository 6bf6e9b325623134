import type { DoubtCode, HaltCode, Reference, RefusalCode } from "@/lib/otp/outcome";
import { type Envelope, readEnvelope, type Wire } from "./wire";

/** What one answer means. `data` is what GenAuth said yes with. */
export type Verdict =
  | ({ kind: "accepted"; data: unknown } & Reference)
  | ({ kind: "refused"; code: RefusalCode } & Reference)
  | ({ kind: "too_large" } & Reference)
  | ({ kind: "throttled"; retryAfterMs?: number | undefined } & Reference)
  | ({ kind: "halted"; code: HaltCode } & Reference)
  | ({ kind: "doubtful"; code: DoubtCode } & Reference);

type Meaning =
  | { kind: "refused"; code: RefusalCode }
  | { kind: "too_large" }
  | { kind: "throttled" }
  | { kind: "halted"; code: HaltCode }
  | { kind: "doubtful"; code: DoubtCode };

const refused = (code: RefusalCode): Meaning => ({ kind: "refused", code });
const halted = (code: HaltCode): Meaning => ({ kind: "halted", code });
const doubtful = (code: DoubtCode): Meaning => ({ kind: "doubtful", code });

/** The users of apiCode 2004 and 2036 are not there; a bare 404 may also speak of something else. */
export const USER_NOT_FOUND: ReadonlySet<unknown> = new Set([2004, 2036]);

const BY_API_CODE: ReadonlyMap<unknown, Meaning> = new Map([
  [1001, halted("permission")],
  [1300, halted("credentials")],
  [1301, halted("credentials")],
  [1302, halted("credentials")],
  [1303, halted("clock")],
  [1304, halted("clock")],
  [1305, halted("clock")],
  [1306, halted("credentials")],
  [2004, refused("user_not_found")],
  [2005, refused("user_locked")],
  [2036, refused("user_not_found")],
  [2224, halted("pool_not_found")],
  [4021, halted("plan")],
  [2120008, refused("user_disabled")],
]);

const BY_STATUS: ReadonlyMap<number, Meaning> = new Map([
  [400, refused("invalid")],
  [401, halted("credentials")],
  [402, halted("plan")],
  [403, halted("permission")],
  [404, refused("user_not_found")],
  [408, doubtful("timeout")],
  [409, refused("conflict")],
  [413, { kind: "too_large" }],
  [422, refused("invalid")],
  [429, { kind: "throttled" }],
]);

function byStatus(status: number): Meaning {
  if (status >= 500) return doubtful("server_error");
  return BY_STATUS.get(status) ?? (status >= 400 ? refused("refused") : doubtful("bad_body"));
}

/**
 * A status without an envelope is the word of something before GenAuth (a gateway, another site). It may throttle,
 * forbid or fail for all, but it knows nothing of a row: it must not refuse one.
 */
function withoutEnvelope(status: number): Meaning {
  const meaning = byStatus(status);
  if (meaning.kind !== "refused") return meaning;
  return [404, 405, 410].includes(status) ? halted("unreachable") : doubtful("bad_body");
}

const is2xx = (status: number) => status >= 200 && status < 300;

function saidNo(data: unknown): boolean {
  return typeof data === "object" && data !== null && "success" in data && data.success === false;
}

function meaningOf(envelope: Envelope, effective: number): Meaning | null {
  if (effective === 200 && !saidNo(envelope.data)) return null;
  const known = BY_API_CODE.get(envelope.apiCode);
  if (known) return known;
  return effective === 200 ? refused("refused") : byStatus(effective);
}

/**
 * What an answer means (genauth-api.md section 2): the effective code is the HTTP status when that is not 2xx, else
 * the body's; a known apiCode decides before it; success is 200 and `data.success` not false; a redirect is never
 * followed and halts the run.
 */
export function judge(wire: Wire): Verdict {
  if (wire.kind !== "answer") {
    return wire.kind === "unreachable"
      ? { kind: "halted", code: "unreachable" }
      : { kind: "doubtful", code: wire.kind };
  }
  const { status, body } = wire;
  if (status >= 300 && status < 400) return { kind: "halted", code: "redirected", statusCode: status };

  const envelope = readEnvelope(body);
  const effective = is2xx(status) && envelope ? envelope.statusCode : status;
  const reference: Reference = { statusCode: effective };
  if (envelope?.apiCode !== undefined) reference.apiCode = envelope.apiCode;
  if (envelope?.requestId !== undefined) reference.requestId = envelope.requestId;

  const meaning = envelope ? meaningOf(envelope, effective) : withoutEnvelope(status);
  if (!meaning) return { kind: "accepted", data: envelope?.data, ...reference };
  if (meaning.kind === "throttled" && wire.retryAfterMs !== undefined) {
    return { ...meaning, retryAfterMs: wire.retryAfterMs, ...reference };
  }
  return { ...meaning, ...reference };
}
