import { type FeedReply, feedReplySchema } from "@/lib/otp/import-request";
import type { RunApi } from "./actions";

/** The lines of a body, each as the JSON value that it is. */
async function* jsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line);
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** The server has answered, and not with a stream. */
export class Unstreamed extends Error {
  readonly status: number;
  constructor(status: number) {
    super("The server failed.");
    this.status = status;
  }
}

/**
 * The events of a run that a path streams, each still to be parsed. Throws when the connection breaks off.
 * @throws Unstreamed
 */
export async function* streamed(path: string, init: RequestInit): AsyncGenerator<unknown> {
  const response = await fetch(path, init);
  if (!response.ok || !response.body) throw new Unstreamed(response.status);
  yield* jsonLines(response.body);
}

/** The server says something of a run every five seconds: after so long there is no connection, whatever it looks like. */
const SILENT_MS = 15_000;

/** As `streamed`, and throws when nothing has come for too long: a network that is gone seldom says so. */
async function* heard(path: string, { signal, ...init }: RequestInit & { signal: AbortSignal }) {
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  let timer = setTimeout(end, SILENT_MS);
  try {
    for await (const value of streamed(path, { ...init, signal: over.signal })) {
      clearTimeout(timer);
      yield value;
      timer = setTimeout(end, SILENT_MS);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

/**
 * The server's runs over HTTP.
 * @param base origin of the console; "" for that of the page
 * @param headers sent along with every call; a page needs none
 */
export function runsOver(base = "", headers: Record<string, string> = {}): RunApi {
  const post = async (path: string, body: unknown): Promise<Response> => {
    const response = await fetch(`${base}/api/runs${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    // Nothing that answers like that has read the request: a proxy, a server about to start.
    if (response.status >= 500) throw new Error("The server failed.");
    return response;
  };
  const reply = async (response: Response): Promise<FeedReply> =>
    response.ok ? feedReplySchema.parse(await response.json()) : { ok: false, code: "malformed" };
  return {
    open: async (request) => reply(await post("", request)),
    feed: async (key, request) => reply(await post(`/${key}/rows`, request)),
    command: async (key, command) => void (await post(`/${key}/command`, { command })),
    follow: (key, after, signal) =>
      heard(`${base}/api/runs/${key}/events${after === null ? "" : `?after=${after}`}`, {
        headers,
        signal,
      }),
  };
}
