import "server-only";

import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** The request in which something happens. */
export type RequestNow = { id: string; person?: string };

// On globalThis, because Next bundles actions, route handlers and instrumentation apart.
const KEY = Symbol.for("otp-ferry.request");
const shared = globalThis as typeof globalThis & { [KEY]?: AsyncLocalStorage<RequestNow> };

function storage(): AsyncLocalStorage<RequestNow> {
  shared[KEY] ??= new AsyncLocalStorage();
  return shared[KEY];
}

/** The request that this is done for; undefined for what nobody has asked for. */
export function requestNow(): RequestNow | undefined {
  return storage().getStore();
}

/** From here on, all that is done in answer to this request knows it. */
export function enterRequest(id: string): RequestNow {
  const request = { id };
  storage().enterWith(request);
  return request;
}

/** Who has asked, as soon as that is known. */
export function notePerson(id: string): void {
  const request = requestNow();
  if (request) request.person = id;
}

/** The id that a proxy before us has given a request, if it is one that may stand in a log; else a new one. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === "string" &&
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(given)
    ? given.toLowerCase()
    : randomUUID();
}
