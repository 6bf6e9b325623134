import type { Instrumentation } from "next";

/**
 * Looks at the environment, and opens the ledger before the first request: runs that a killed server has left behind are told
 * of at once, nobody's first import waits for the database, and a data folder in use stops the start with a sentence.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/app/server-start");
  await startServer();
}

export const onRequestError: Instrumentation.onRequestError = async (thrown, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("@/lib/log/watch-errors");
  logRequestError(thrown, { route: context.routePath, kind: context.routeType, method: request.method });
};
