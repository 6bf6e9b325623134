import "server-only";

import { describeError } from "./describe-error";
import { log } from "./log";

const seen = new WeakSet<Error>();

/** An error in a request, as Next tells of it. */
export function logRequestError(
  thrown: unknown,
  where: { route: string; kind: string; method: string },
): void {
  if (thrown instanceof Error) seen.add(thrown);
  // Turned away on purpose (NotAllowed): nothing has failed.
  const status: unknown = thrown instanceof Error ? Reflect.get(thrown, "status") : undefined;
  if (status === 401 || status === 403) log("info", "turned_away", { ...where, status });
  else log("error", "request_failed", { ...where, error: describeError(thrown) });
}

/**
 * Next, React and libraries print errors with their messages, and Node would print the last one with a piece of the source:
 * all that goes to the log instead, described and scrubbed.
 */
export function watchErrors(): void {
  const lineOf =
    (level: "warn" | "error") =>
    (...said: unknown[]) => {
      const errors = said.filter((one) => one instanceof Error);
      // Told of by logRequestError, or about to be.
      if (errors.some((error) => seen.has(error))) return;
      for (const error of errors) {
        seen.add(error);
        log(level, "error", { error: describeError(error) });
      }
      const text = said.filter((one) => typeof one === "string").join(" ");
      if (errors.length === 0) log(level, "console", { text });
    };
  Object.assign(console, { error: lineOf("error"), warn: lineOf("warn") });
  process.on("uncaughtException", (thrown) => {
    log("fatal", "uncaught", { error: describeError(thrown) });
    // Nobody knows in which state it has left the process.
    process.exit(1);
  });
}
