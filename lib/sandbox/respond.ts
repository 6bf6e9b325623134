import type { IncomingMessage, ServerResponse } from "node:http";
import { ENDPOINTS, type EndpointName } from "./behaviour";
import { jsonParams, readText } from "./body";
import { CONTROL_PATH, control } from "./control";
import { endpoints } from "./endpoints";
import { type Envelope, failure } from "./envelope";
import { deliver, type Reply, reply, SIGN_IN_PATH, signInPage, storesUnder } from "./faults";
import type { Sandbox } from "./sandbox";
import { queryParams } from "./signer";
import { sleep } from "./sleep";

const API = "/api/v3/";
const isEndpoint = (name: string): name is EndpointName => (ENDPOINTS as readonly string[]).includes(name);

/** Answers one request, whatever is in it. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  sandbox: Sandbox,
): Promise<void> {
  const send = (good: Reply) => deliver(response, good, "none", sandbox.behaviour());
  const refuse = (envelope: Envelope, headers: Record<string, string> = {}) => {
    const refusal = reply(envelope, sandbox.behaviour().errorsAs);
    return send({ ...refusal, headers: { ...refusal.headers, ...headers } });
  };

  const [path = "", search = ""] = (request.url ?? "").split(/\?(.*)/s, 2);
  if (path === CONTROL_PATH) return send(await control(request, search, sandbox));
  response.setHeader("date", new Date(Date.now() + sandbox.behaviour().clockOffsetMs).toUTCString());
  if (path === SIGN_IN_PATH) return send(signInPage());

  const text = await readText(request);
  if (text === null) {
    response.setHeader("connection", "close");
    return refuse(failure(413, "The body is too large"));
  }
  if (sandbox.behaviour().latencyMs > 0) await sleep(sandbox.behaviour().latencyMs);

  const name = path.startsWith(API) ? path.slice(API.length) : "";
  const endpoint = isEndpoint(name) ? endpoints[name] : undefined;
  if (!isEndpoint(name) || !endpoint || endpoint.method !== request.method) {
    return refuse(failure(404, `Cannot ${request.method} ${path}`));
  }
  sandbox.requests.count(name);

  const read =
    request.method === "POST"
      ? jsonParams(request.headers["content-type"], text)
      : { params: queryParams(search) };
  if ("refusal" in read) return refuse(read.refusal);
  const { params } = read;
  const refusal =
    endpoint.signed && sandbox.gate({ method: request.method, path, headers: request.headers, params });
  if (refusal) return refuse(refusal);
  if (name === "import-otp") sandbox.requests.imported(params);

  const behaviour = sandbox.behaviour();
  const wait = sandbox.rate(behaviour.rateLimit);
  if (wait > 0) {
    const headers: Record<string, string> = behaviour.retryAfter ? { "retry-after": String(wait) } : {};
    return refuse(failure(429, "Too many requests"), headers);
  }
  if (behaviour.deny.includes(name)) return refuse(failure(403, "没有权限 (permission denied)", 1001));

  const fault = sandbox.faults.take(name, behaviour);
  if (!storesUnder(fault, behaviour.faultStores)) {
    return deliver(response, reply(failure(500, "Nothing was done"), "body"), fault, behaviour);
  }
  const answer = endpoint.run(params, sandbox.world, behaviour, sandbox.key);
  if (name === "import-otp") await sandbox.persist();
  await deliver(response, reply(answer, behaviour.errorsAs), fault, behaviour);
}
