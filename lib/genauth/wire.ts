import { z } from "zod";

/** What came of one call, before anybody asks what it means. Holds nothing that was sent. */
export type Wire =
  | {
      kind: "answer";
      /** The HTTP status. */
      status: number;
      /** A parsed JSON value, or a text when the body was none. */
      body: unknown;
      retryAfterMs?: number | undefined;
      /** The server's clock at the answer, milliseconds since 1970, to the second. */
      serverTime?: number | undefined;
    }
  /** Nothing was sent. `forbidden`: the host has no address that may be connected to. */
  | { kind: "unreachable"; forbidden?: true }
  /** It may have been sent. */
  | { kind: "timeout" | "reset" | "bad_body" };

const numbered = z.object({
  statusCode: z.int32(),
  apiCode: z.unknown().optional(),
  requestId: z.unknown().optional(),
  data: z.unknown().optional(),
});

/** A body in GenAuth's envelope. */
export type Envelope = {
  statusCode: number;
  apiCode?: number | string | undefined;
  requestId?: string | undefined;
  data: unknown;
};

function cleanApiCode(value: unknown): number | string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== "string" || !/^[\w.-]{1,64}$/.test(value)) return undefined;
  // V2 codes are texts; the same number is the same code.
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/**
 * Reads a body as GenAuth's envelope (genauth-api.md section 2). The message is left behind: it is for no program
 * to branch on, and it could repeat what was sent.
 * @returns null when the body is no object with a whole `statusCode`
 */
export function readEnvelope(body: unknown): Envelope | null {
  const parsed = numbered.safeParse(body);
  if (!parsed.success) return null;
  const { statusCode, apiCode, requestId, data } = parsed.data;
  return {
    statusCode,
    apiCode: cleanApiCode(apiCode),
    requestId:
      typeof requestId === "string" && /^[\x21-\x7e]{1,128}$/.test(requestId) ? requestId : undefined,
    data,
  };
}
