import type { ServerResponse } from "node:http";
import type { Behaviour, EndpointName, Fault } from "./behaviour";
import { type Envelope, failure } from "./envelope";
import { sleep } from "./sleep";

/** An answer on its way to the wire. */
export type Reply = { status: number; headers: Record<string, string>; body: string };

const SIGN_IN_PAGE = "<!doctype html><title>Sign in</title><h1>Sign in to continue</h1>";
const html = (status: number): Reply => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: SIGN_IN_PAGE,
});

/** The page at which a redirect ends when it has no other target. */
export const SIGN_IN_PATH = "/sign-in";
export const signInPage = () => html(200);

/** An envelope as HTTP: its code as the status, or 200 when errors come in the body. */
export function reply(envelope: Envelope, errorsAs: Behaviour["errorsAs"]): Reply {
  // Codes above 599 exist in the body only: HTTP has none.
  const status = errorsAs === "http" && envelope.statusCode < 600 ? envelope.statusCode : 200;
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(envelope),
  };
}

/** Counts down the requests that a fault still hits. */
export class FaultCounter {
  #left = 0;

  /** Begins anew; to be called whenever `fault` or `faultTimes` is set. */
  arm(times: number): void {
    this.#left = times;
  }

  /** The fault for this request, used up by asking. */
  take(endpoint: EndpointName, behaviour: Behaviour): Fault {
    const { fault, faultEndpoint } = behaviour;
    if (fault === "none" || (faultEndpoint !== "all" && faultEndpoint !== endpoint)) return "none";
    if (this.#left === 0) return "none";
    if (this.#left > 0) this.#left -= 1;
    return fault;
  }
}

/** Whether the call takes effect although its answer goes wrong. */
export function storesUnder(fault: Fault, faultStores: boolean): boolean {
  switch (fault) {
    case "none":
    case "timeout-after-store":
    case "reset-after":
    case "reset-during":
    case "cut-during":
    case "stall-during":
      return true;
    case "timeout-before-store":
    case "reset-before":
      return false;
    default:
      return faultStores;
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.end(bytes);
}

async function sendHalf(response: ServerResponse, { status, headers, body }: Reply): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1));
  // A reset overtakes what is still on its way: give the first half time to arrive.
  await sleep(40);
}

/**
 * Puts an answer on the wire, or what a fault makes of it.
 * @param good the answer as it would be without a fault
 */
export async function deliver(
  response: ServerResponse,
  good: Reply,
  fault: Fault,
  { redirectTo, errorsAs }: Pick<Behaviour, "redirectTo" | "errorsAs">,
): Promise<void> {
  const location = redirectTo === "" ? SIGN_IN_PATH : redirectTo;
  switch (fault) {
    case "none":
      return send(response, good);
    case "timeout-before-store":
    case "timeout-after-store":
      return;
    case "reset-before":
    case "reset-after":
      response.socket?.resetAndDestroy();
      return;
    case "reset-during":
      await sendHalf(response, good);
      response.socket?.resetAndDestroy();
      return;
    case "cut-during":
      await sendHalf(response, good);
      response.socket?.destroy();
      return;
    case "stall-during":
      return sendHalf(response, good);
    case "status-500":
      return send(response, reply(failure(500, "Internal server error"), errorsAs));
    case "status-502":
      // A gateway in front of GenAuth answers, and it knows no envelope.
      return send(response, html(502));
    case "html":
      return send(response, html(200));
    case "truncated":
      return send(response, { ...good, status: 200, body: good.body.slice(0, good.body.length >> 1) });
    case "empty":
      return send(response, { ...good, status: 200, body: "" });
    case "redirect-302":
      return send(response, { status: 302, headers: { location }, body: "" });
    case "redirect-307":
      return send(response, { status: 307, headers: { location }, body: "" });
  }
}
