import "server-only";

import { scrub } from "./scrub";

const MOST_FRAMES = 12;
const DEEPEST = 3;

/** An error as a log may have it. */
export type ErrorDescription = {
  name: string;
  code?: string | undefined;
  digest?: string | undefined;
  frames: string[];
  cause?: ErrorDescription | undefined;
};

function word(value: unknown): string | undefined {
  return typeof value === "string" && /^\w[\w.-]{0,63}$/.test(value) && scrub(value) === value
    ? value
    : undefined;
}

/** `function (file:line:column)` of a stack's line; the file below the console's own folder. */
function frameOf(line: string): string | null {
  const {
    call = "",
    file,
    at,
  } = /^\s+at (?:(?<call>[\w$.<> [\]#]{1,80}) )?\(?(?<file>[^()\s]{1,300}?):(?<at>\d+:\d+)\)?$/.exec(line)
    ?.groups ?? {};
  if (!file || !at) return null;
  const short = file.replace(/^file:\/\//, "").replace(process.cwd(), ".");
  return call ? `${call} (${short}:${at})` : `${short}:${at}`;
}

/**
 * What may be said of something thrown: its class, its code and where it came from. Never its message: a driver puts the
 * query's parameters into it, the SDK the request, and JSON.parse a piece of what it read.
 */
export function describeError(thrown: unknown, depth = 1): ErrorDescription {
  if (!(thrown instanceof Error)) return { name: typeof thrown, frames: [] };
  const { stack = "", message, cause } = thrown;
  const code: unknown = Reflect.get(thrown, "code");
  const digest: unknown = Reflect.get(thrown, "digest");
  // A message can have lines that look like frames.
  const trace = message === "" ? stack : (stack.split(message).at(-1) ?? "");
  return {
    name: word(thrown.name) ?? "Error",
    code: typeof code === "number" ? String(code) : word(code),
    digest: typeof digest === "string" && /^\d{1,20}(?:@E\d+)?$/.test(digest) ? digest : undefined,
    frames: trace
      .split("\n")
      .flatMap((line) => frameOf(line) ?? [])
      .slice(0, MOST_FRAMES),
    cause: cause === undefined || depth >= DEEPEST ? undefined : describeError(cause, depth + 1),
  };
}
