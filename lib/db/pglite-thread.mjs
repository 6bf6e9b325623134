// @ts-check
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, protocol } from "@electric-sql/pglite";

// PGlite computes in the thread that calls it, for milliseconds at a time: here it holds nobody up. JavaScript, because Node
// starts a thread with it both out of the build and beside the sources.

const { bind, describe, execute, parse, sync } = protocol.serialize;
/** So many statements are kept prepared. The ledger has some thirty; a few vary with the length of a list. */
const MOST_PREPARED = 200;

const database = new PGlite(workerData.path, {
  startParams: [...PGlite.defaultStartParams, "-c", `shared_buffers=${workerData.sharedBuffers}`],
});

/** @typedef {{ name: string, params: number[], fields: { name: string, dataTypeID: number }[] }} Prepared */
/** @type {Map<string, Prepared>} */
const prepared = new Map();
let made = 0;

/** @param {Uint8Array[]} messages */
async function ask(...messages) {
  return (await database.execProtocol(Buffer.concat(messages))).messages;
}

/** @param {string} text */
async function prepare(text) {
  const known = prepared.get(text);
  if (known) return known;
  if (prepared.size >= MOST_PREPARED) {
    prepared.clear();
    await database.exec("deallocate all");
  }
  const name = `s${made++}`;
  /** @type {Prepared} */
  const statement = { name, params: [], fields: [] };
  for (const message of await ask(parse({ name, text }), describe({ type: "S", name }), sync())) {
    if ("dataTypeIDs" in message) statement.params = /** @type {number[]} */ (message.dataTypeIDs);
    if ("fields" in message && message.name === "rowDescription")
      statement.fields = /** @type {Prepared["fields"]} */ (message.fields);
  }
  prepared.set(text, statement);
  return statement;
}

/**
 * A statement is parsed once and then only executed, in one message: PGlite's own `query` takes three times as long.
 * @param {{ sql: string, params: unknown[], rowMode: "array" | "object", texts: string[] }} question
 */
async function query({ sql, params, rowMode, texts }) {
  const statement = await prepare(sql);
  const values = params.map((value, at) => {
    if (value === null || value === undefined) return null;
    const serializer = database.serializers[statement.params[at] ?? 0];
    return serializer ? serializer(value) : String(value);
  });
  const answers = await ask(bind({ statement: statement.name, values }), execute(), sync());
  const readers = statement.fields.map(({ dataTypeID }) =>
    texts.includes(String(dataTypeID)) ? undefined : database.parsers[dataTypeID],
  );
  const rows = [];
  for (const message of answers) {
    if (message.name !== "dataRow") continue;
    const texts = /** @type {(string | null)[]} */ (/** @type {any} */ (message).fields);
    const cells = texts.map((text, at) => (text === null ? null : (readers[at]?.(text) ?? text)));
    rows.push(
      rowMode === "array"
        ? cells
        : Object.fromEntries(statement.fields.map(({ name }, at) => [name, cells[at]])),
    );
  }
  return { rows };
}

/** One after the other. @type {Promise<unknown>} */
let turn = database.waitReady;
parentPort?.on("message", ({ id, ...question }) => {
  turn = turn
    .then(() => (question.sql === null ? database.close() : query(question)))
    .then(
      (result) => parentPort?.postMessage({ id, result }),
      ({ message, code, severity }) => parentPort?.postMessage({ id, failure: { message, code, severity } }),
    );
});
