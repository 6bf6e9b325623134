import "server-only";
import type { ManagementClient } from "authing-node-sdk";
import type { Connection } from "./connection";
import { type CallInterceptors, logCalls } from "./log-calls";
import { agentsFor } from "./reach";
import { retryAfterMs } from "./retry-after";
import { isForbidden, transportFailure } from "./transport-failure";
import type { Wire } from "./wire";

/** One call of the SDK, as a Wire. Never rejects. */
export type Call = (ask: (client: ManagementClient) => Promise<unknown>) => Promise<Wire>;

/** What the response interceptor hands through the SDK instead of the body. */
class Tapped {
  readonly wire: Wire;
  constructor(wire: Wire) {
    this.wire = wire;
  }
}

type Response = { status: number; headers: Record<string, unknown>; data: unknown };
type Axios = {
  defaults: Record<string, unknown>;
  interceptors: CallInterceptors & {
    response: { use(fulfilled: (response: Response) => Response): unknown };
  };
};

const MOST_BYTES = 4 * 1024 * 1024;

function ownAxios(client: ManagementClient): Axios {
  const http: unknown = Reflect.get(client, "httpClient");
  const axios = (http as { axios?: Axios } | undefined)?.axios;
  // Without it redirects would be followed, secrets and all: rather no client than that one.
  if (!axios?.defaults || typeof axios.interceptors?.response?.use !== "function") {
    throw new Error("authing-node-sdk has no axios instance where it had one.");
  }
  return axios;
}

function readResponse({ status, headers, data }: Response): Wire {
  const serverTime = Date.parse(String(headers.date ?? ""));
  return {
    kind: "answer",
    status,
    body: data,
    retryAfterMs: retryAfterMs(headers["retry-after"], Date.now()),
    serverTime: Number.isNaN(serverTime) ? undefined : serverTime,
  };
}

async function openClient(connection: Connection, timeoutMs: number): Promise<ManagementClient> {
  const agents = agentsFor(connection);
  // 270 ms and 27 MB: only when there is something to ask.
  const { ManagementClient } = await import("authing-node-sdk");
  // An object of its own: the constructor changes what it is given. No tenantId: it would be sent as an app id.
  const { host, accessKeyId, accessKeySecret } = connection;
  const client = new ManagementClient({
    host,
    accessKeyId,
    accessKeySecret,
    lang: "en-US",
    timeout: timeoutMs,
  });
  const axios = ownAxios(client);
  Object.assign(axios.defaults, agents);
  axios.defaults.maxRedirects = 0;
  axios.defaults.maxContentLength = MOST_BYTES;
  axios.defaults.validateStatus = () => true;
  // To an https host the environment's proxy gets a sealed tunnel; to an http host it would read every secret.
  if (!connection.host.startsWith("https:")) axios.defaults.proxy = false;
  // axios' own timeout begins anew with every byte.
  axios.interceptors.request.use((config) =>
    Object.assign(config, { signal: AbortSignal.timeout(timeoutMs) }),
  );
  logCalls(axios.interceptors);
  axios.interceptors.response.use((response) => ({ ...response, data: new Tapped(readResponse(response)) }));
  return client;
}

/**
 * A way to call GenAuth: redirects are not followed, the SDK is loaded at the first call, and whatever it throws
 * becomes a word. Node runtime only.
 * @param timeoutMs for each call
 */
export function openCall(connection: Connection, timeoutMs: number): Call {
  let opening: Promise<ManagementClient> | undefined;
  return async (ask) => {
    let client: ManagementClient;
    try {
      opening ??= openClient(connection, timeoutMs);
      client = await opening;
    } catch (thrown) {
      opening = undefined;
      return isForbidden(thrown) ? { kind: "unreachable", forbidden: true } : { kind: "unreachable" };
    }
    try {
      const answer = await ask(client);
      return answer instanceof Tapped ? answer.wire : { kind: "bad_body" };
    } catch (thrown) {
      return transportFailure(thrown);
    }
  };
}
