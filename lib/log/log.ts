import "server-only";

import { pino } from "pino";
import type { ErrorDescription } from "./describe-error";
import { requestNow } from "./request";
import { scrub } from "./scrub";

const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
type Level = Exclude<(typeof LEVELS)[number], "silent">;

type Field = string | number | boolean | null | undefined | readonly string[] | ErrorDescription;

/** The level by FERRY_LOG_LEVEL; `info` when it is none of pino's. */
export function logLevel(env: Record<string, string | undefined> = process.env): (typeof LEVELS)[number] {
  const wanted = env.FERRY_LOG_LEVEL?.trim().toLowerCase();
  return LEVELS.find((level) => level === wanted) ?? "info";
}

/** Nothing calls a field so that may be seen; should somebody, it is not. */
const NEVER = [
  "secret",
  "secrets",
  "recoveryCode",
  "password",
  "authorization",
  "cookie",
  "token",
  "accessKeySecret",
  "FERRY_SECRET",
  "body",
  "data",
  "message",
  "uri",
];

function clean(field: Field): unknown {
  if (typeof field === "string") return scrub(field);
  if (Array.isArray(field)) return field.map(scrub);
  return field;
}

/** A logger that writes one JSON object a line. */
export function openLog(level: (typeof LEVELS)[number], stream?: { write(line: string): void }) {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...NEVER, ...NEVER.map((name) => `*.${name}`)], censor: "[hidden]" },
  };
  const out = stream ? pino(options, stream) : pino(options);
  return (at: Level, event: string, fields: Record<string, Field> = {}) => {
    if (!out.isLevelEnabled(at)) return;
    const { id, person } = requestNow() ?? {};
    const cleaned = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, clean(field)]));
    out[at]({ event, ...(id ? { request: id } : {}), ...(person ? { person } : {}), ...cleaned });
  };
}

// On globalThis, because Next bundles actions, route handlers and instrumentation apart.
const KEY = Symbol.for("otp-ferry.log");
const shared = globalThis as typeof globalThis & { [KEY]?: ReturnType<typeof openLog> };

/**
 * Writes a line to stdout: what happened, in a word, and what belongs to it. Texts are scrubbed; the id of the request that
 * it happened in, and of its person, are added.
 */
export function log(level: Level, event: string, fields?: Record<string, Field>): void {
  shared[KEY] ??= openLog(logLevel());
  shared[KEY](level, event, fields);
}

/** Whether lines of a level are written at all. */
export function logs(level: Level): boolean {
  return LEVELS.indexOf(logLevel()) <= LEVELS.indexOf(level);
}
