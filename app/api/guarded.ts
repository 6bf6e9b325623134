import { z } from "zod";
import { authorise, authoriseAnybody, NotAllowed } from "@/lib/auth/authorise";
import { ConnectionRefused } from "@/lib/auth/connection-refused";
import type { Person } from "@/lib/auth/person";
import { isOwnOrigin } from "@/lib/env/loopback";
import type { connectionRefusalSchema } from "@/lib/otp/connection-refusal";
import type { Permission } from "@/lib/otp/role";

type Refusal = z.infer<typeof connectionRefusalSchema>;
type Handler<C> = (request: Request, context: C) => Promise<Response>;

const turnedAway = (status: number) => new Response(null, { status });

/** How somebody is told that they may not, or not by this connection; anything else is thrown on. */
function refusalOf(thrown: unknown): Response {
  if (thrown instanceof ConnectionRefused)
    return Response.json({ connection: thrown.why } satisfies Refusal, { status: thrown.status });
  if (thrown instanceof NotAllowed) return turnedAway(thrown.status);
  throw thrown;
}

/** A route handler for those who may. Pages ask by GET without anybody having done anything. */
export function reading<C>(
  permission: Permission,
  answer: (person: Person, request: Request, context: C) => Promise<Response>,
): Handler<C> {
  return async (request, context) => {
    try {
      return await answer(await authorise(permission, request.method === "GET"), request, context);
    } catch (thrown) {
      return refusalOf(thrown);
    }
  };
}

/** A route handler that is open to everybody, since it is how one signs in. */
export function openToAll(answer: (request: Request) => Promise<Response>): Handler<unknown> {
  return async (request) => {
    try {
      await authoriseAnybody();
      return await answer(request);
    } catch (thrown) {
      return refusalOf(thrown);
    }
  };
}

/**
 * A route handler that may change something, for those who may: a page of ours has to ask (a browser tells the origin with
 * every such request), with a JSON body of the right shape, of which nothing is ever quoted.
 */
export function changing<T, C>(
  permission: Permission,
  schema: z.ZodType<T>,
  answer: (asked: { person: Person; data: T; request: Request }, context: C) => Promise<Response>,
): Handler<C> {
  return reading<C>(permission, async (person, request, context) => {
    if (!isOwnOrigin(request.headers.get("origin"), request.headers.get("host"))) return turnedAway(403);
    // No longer than it has said at the door (lib/env/request-rules.ts).
    const text = await request.text();
    let body: unknown;
    try {
      body = text === "" ? undefined : JSON.parse(text);
    } catch {
      return turnedAway(400);
    }
    const parsed = schema.safeParse(body);
    return parsed.success ? answer({ person, data: parsed.data, request }, context) : turnedAway(400);
  });
}

/** The key of a run in an address; null when it is none. */
export async function runKey(params: Promise<{ runId: string }>): Promise<string | null> {
  return z.uuid().safeParse((await params).runId).data ?? null;
}
