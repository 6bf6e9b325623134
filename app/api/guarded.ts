import { z } from "zod";
import { isOwnOrigin } from "@/lib/auth/loopback";
import { type Admin, requireAdmin } from "@/lib/auth/require-admin";

/** 1,000 rows with the longest ids, secrets and recovery codes stay below it. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A request that may change something, or the answer that turns it away. */
export type Guarded<T> = { ok: true; admin: Admin; data: T } | { ok: false; response: Response };

const turnedAway = (status: number): { ok: false; response: Response } => ({
  ok: false,
  response: new Response(null, { status }),
});

/** The body as text, read no further than the limit. */
async function readBody(request: Request): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/**
 * The check at the door of a route handler that changes something: who it is, that a page of ours asks (a browser tells
 * the origin with every such request), and a JSON body of the right shape, of which nothing is ever quoted.
 */
export async function guarded<T>(request: Request, schema: z.ZodType<T>): Promise<Guarded<T>> {
  const admin = await requireAdmin();
  if (!isOwnOrigin(request.headers.get("origin"), request.headers.get("host"))) return turnedAway(403);
  const text = await readBody(request);
  if (text === null) return turnedAway(413);
  let body: unknown;
  try {
    body = text === "" ? undefined : JSON.parse(text);
  } catch {
    return turnedAway(400);
  }
  const parsed = schema.safeParse(body);
  return parsed.success ? { ok: true, admin, data: parsed.data } : turnedAway(400);
}

/** The key of a run in an address; null when it is none. */
export async function runKey(params: Promise<{ runId: string }>): Promise<string | null> {
  return z.uuid().safeParse((await params).runId).data ?? null;
}
