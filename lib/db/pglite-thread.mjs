// @ts-check
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

// PGlite computes in the thread that calls it, for milliseconds at a time: here it holds nobody up. JavaScript, because Node
// starts a thread with it both out of the build and beside the sources.

const database = new PGlite(workerData.path, {
  startParams: [...PGlite.defaultStartParams, "-c", `shared_buffers=${workerData.sharedBuffers}`],
});

/** @param {string} text */
const asText = (text) => text;

/** @param {{ sql: string | null, params: unknown[], rowMode: "array" | "object", texts: string[] }} question */
async function answer({ sql, params, rowMode, texts }) {
  if (sql === null) return database.close();
  const parsers = Object.fromEntries(texts.map((type) => [type, asText]));
  const { rows } = await database.query(sql, params, { rowMode, parsers });
  return { rows };
}

parentPort?.on("message", async ({ id, ...question }) => {
  try {
    parentPort?.postMessage({ id, result: await answer(question) });
  } catch (error) {
    parentPort?.postMessage({ id, error });
  }
});
