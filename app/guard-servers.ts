import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { answerHeaders } from "@/lib/env/answer-headers";
import { clientAddress } from "@/lib/env/client-address";
import { isLoopbackListen, listenAddress } from "@/lib/env/console-url";

/** For the head of a request, and for all of it: 4 MB on a slow line take a minute. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 120_000;

/** What Next can make no request of (the Fetch standard forbids it) goes by this name to proxy.ts, which refuses it. */
const FORBIDDEN_METHOD = "FORBIDDEN";

type Accepted = { socket: Socket & { server?: Server } };
type Started = { request: IncomingMessage; response: ServerResponse; socket: Socket; server: Server };

/**
 * Stands before Next, which makes the HTTP server itself: every answer has its headers, also the redirects and failures that
 * come from before proxy.ts; a client that sends slowly (Slowloris) is let go; and whoever comes by an interface that is not
 * this machine's own is turned away unless FERRY_LISTEN says otherwise (`next start` listens on all of them). From here on
 * X-Forwarded-For is one address, that of the client, however long the list was that came.
 *
 * Nothing here speaks another protocol than HTTP, but a development server does: elsewhere a wish for one is passed over
 * (RFC 9110 section 7.8). Next would look at none of its headers, answer nothing, and hold the connection for ever.
 */
export function guardServers(env: Record<string, string | undefined> = process.env): void {
  const open = !isLoopbackListen(listenAddress(env));
  if (env.NODE_ENV !== "development")
    subscribe("net.server.socket", (message) => {
      (message as Accepted).socket.server?.removeAllListeners("upgrade");
    });
  subscribe("http.server.request.start", (message) => {
    const { request, response, socket, server } = message as Started;
    if (!open && !isLoopbackListen(socket.localAddress ?? "")) {
      socket.destroy();
      return;
    }
    const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",");
    request.headers["x-forwarded-for"] = clientAddress(socket.remoteAddress ?? "", forwarded, env);
    if (request.method === "TRACE") request.method = FORBIDDEN_METHOD;
    // Of the whole server (RFC 9112 section 3.2.4): there is nothing to be said of it that is not said of its first page.
    if (request.url === "*") request.url = "/";
    server.headersTimeout = HEADERS_MS;
    server.requestTimeout = REQUEST_MS;
    for (const [name, value] of Object.entries(answerHeaders(request.url ?? "", env)))
      response.setHeader(name, value);
  });
}
