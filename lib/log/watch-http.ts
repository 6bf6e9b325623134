import "server-only";

import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "./log";
import { enterRequest, requestId } from "./request";
import { routePattern } from "./route-pattern";

const LOOK_MS = 20;

// On globalThis, because Next bundles actions, route handlers and instrumentation apart.
const KEY = Symbol.for("otp-ferry.open-requests");
const shared = globalThis as typeof globalThis & { [KEY]?: Set<ServerResponse> };

type Started = { request: IncomingMessage; response: ServerResponse };

function openRequests(): Set<ServerResponse> {
  shared[KEY] ??= new Set();
  return shared[KEY];
}

/** Waits until nobody waits for an answer any more, but not for long. */
export async function requestsAnswered(ms: number): Promise<void> {
  const until = performance.now() + ms;
  while (openRequests().size > 0 && performance.now() < until) await sleep(LOOK_MS);
}

/**
 * Gives every request to this process an id, which the answer names, and writes a line when it has been answered: of pages,
 * actions, route handlers and files alike, whatever of Next or of ours answers them.
 * @param routes as of routesOf
 */
export function watchHttp(routes: readonly string[]): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as Started;
    const id = requestId(request.headers["x-request-id"]);
    request.headers["x-request-id"] = id;
    response.setHeader("x-request-id", id);
    openRequests().add(response);
    const now = enterRequest(id);
    const began = performance.now();
    const route = routePattern(request.url ?? "", routes);
    response.once("close", () => {
      openRequests().delete(response);
      const { statusCode, writableFinished } = response;
      const quiet = route === "/_next" || route.startsWith("/api/health/");
      log(statusCode >= 500 ? "error" : quiet ? "debug" : "info", "request", {
        request: id,
        person: now.person,
        method: request.method,
        route,
        action: request.headers["next-action"] === undefined ? undefined : true,
        status: statusCode,
        cut: writableFinished ? undefined : true,
        ms: Math.round(performance.now() - began),
      });
    });
  });
}
