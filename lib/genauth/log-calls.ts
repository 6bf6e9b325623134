import "server-only";
import { log, logs } from "@/lib/log/log";
import { transportFailure } from "./transport-failure";
import { readEnvelope } from "./wire";

type Config = { url?: string; data?: unknown };
type Answer = { status: number; data: unknown; config?: Config };

/** As far as the SDK's axios is used here. */
export type CallInterceptors = {
  request: { use(fulfilled: (config: Config) => Config): unknown };
  response: { use(fulfilled: (answer: Answer) => Answer, rejected: (thrown: unknown) => never): unknown };
};

const rowsOf = (data: unknown) => {
  const list = (data as { list?: unknown } | undefined)?.list;
  return Array.isArray(list) ? list.length : undefined;
};

/**
 * A line in the log for each call: which one, with how many rows, how it was answered and how long that took. Never what
 * was sent or came back. A call that went well is for level debug: a run has many.
 */
export function logCalls({ request, response }: CallInterceptors): void {
  const begun = new WeakMap<Config, { at: number; rows: number | undefined }>();
  const tell = (config: Config | undefined, well: boolean, how: Parameters<typeof log>[2]) => {
    const { at, rows } = (config && begun.get(config)) ?? {};
    const [call] = /(?<=\/)[a-z-]{1,64}$/.exec(config?.url?.replace(/\?.*$/s, "") ?? "") ?? [];
    const ms = at === undefined ? undefined : Math.round(performance.now() - at);
    log(well ? "debug" : "warn", "genauth", { call, rows, ms, ...how });
  };
  request.use((config) => {
    // As an object still; later it is a text with the secrets in it.
    begun.set(config, { at: performance.now(), rows: rowsOf(config.data) });
    return config;
  });
  response.use(
    (answer) => {
      const { status, data, config } = answer;
      const { statusCode, apiCode, requestId } = logs("warn") ? (readEnvelope(data) ?? {}) : {};
      tell(config, status === 200 && statusCode === 200, { status, statusCode, apiCode, requestId });
      return answer;
    },
    (thrown) => {
      const config = (thrown as { config?: Config } | null)?.config;
      tell(config, false, { failure: transportFailure(thrown).kind });
      throw thrown;
    },
  );
}
