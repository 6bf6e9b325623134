import { parseArgs } from "node:util";
import { z } from "zod";
import { type Behaviour, behaviourSchema, changeBehaviour } from "./behaviour";

/** What `npm run sandbox` was asked for. */
export type Command =
  | { kind: "help"; text: string }
  | { kind: "error"; sentence: string }
  | { kind: "start"; options: SandboxFlags };

type SandboxFlags = {
  port: number;
  accessKeyId?: string;
  accessKeySecret?: string;
  stateFile?: string;
  behaviour: Behaviour;
};

const OWN_FLAGS = {
  port: "port on 127.0.0.1; 0: any free one (default 0)",
  "access-key-id": "the key's id; starts with `sandbox` (default: random at every start)",
  "access-key-secret": "the key's secret (default: random at every start)",
  state:
    "a file that keeps the imported OTPs from start to start, their secrets included: the pool is invented",
  help: "this text",
} as const;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Switch = { flag: string; name: string; type: z.ZodType; fallback: unknown; description: string };

const SWITCHES: readonly Switch[] = Object.entries(behaviourSchema.shape).map(([name, field]) => ({
  flag: kebab(name),
  name,
  type: field.unwrap(),
  fallback: field.parse(undefined),
  description: field.description ?? "",
}));

function valuesOf(type: z.ZodType): string {
  if (type instanceof z.ZodBoolean) return "true|false";
  if (type instanceof z.ZodNumber) return "NUMBER";
  if (type instanceof z.ZodArray) return "A,B,…";
  if (type instanceof z.ZodEnum) return type.options.join("|");
  return "URL";
}

function readValue(type: z.ZodType, text: string): unknown {
  if (type instanceof z.ZodBoolean) return text === "true" ? true : text === "false" ? false : text;
  if (type instanceof z.ZodNumber) return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type instanceof z.ZodArray) return text === "" ? [] : text.split(",").map((part) => part.trim());
  return text;
}

/** The text of `--help`: every flag, its values, its default. */
export function helpText(): string {
  const lines = [
    "npm run sandbox -- [flags]",
    "",
    "A stand-in for GenAuth on 127.0.0.1 with an invented pool of users. It prints the three settings with which",
    "the console (or any authing-node-sdk) reaches it. The sandbox keeps secrets as they come: never give it real ones.",
    "",
  ];
  for (const [flag, text] of Object.entries(OWN_FLAGS)) lines.push(`  --${flag}`, `      ${text}`);
  for (const { flag, type, fallback, description } of SWITCHES) {
    const shown = Array.isArray(fallback) || fallback === "" ? "none" : String(fallback);
    lines.push(`  --${flag} ${valuesOf(type)}`, `      ${description} (default ${shown})`);
  }
  return lines.join("\n");
}

const error = (sentence: string): Command => ({ kind: "error", sentence });

/**
 * Reads a command line.
 * @param args without the program's own name
 * @returns what to do; a malformed flag is one sentence that names it, never an exception
 */
export function readFlags(args: readonly string[]): Command {
  const options: Record<string, { type: "string" | "boolean" }> = { help: { type: "boolean" } };
  for (const flag of Object.keys(OWN_FLAGS)) options[flag] ??= { type: "string" };
  for (const { flag } of SWITCHES) options[flag] = { type: "string" };

  // parseArgs takes `--fault-times -1` for a flag without its value.
  const joined = args.reduce<string[]>((list, arg) => {
    const last = list.at(-1);
    if (/^-\d+$/.test(arg) && last?.startsWith("--") && !last.includes("="))
      list.splice(-1, 1, `${last}=${arg}`);
    else list.push(arg);
    return list;
  }, []);

  let given: Record<string, unknown>;
  try {
    given = parseArgs({ args: joined, options, strict: true, allowPositionals: false }).values;
  } catch (thrown) {
    const reason =
      thrown instanceof Error ? thrown.message.split(/(?<=\w)\. |\n/)[0] : "The flags cannot be read";
    return error(`${reason}; --help lists the flags.`);
  }
  if (given.help === true) return { kind: "help", text: helpText() };

  const patch: Record<string, unknown> = {};
  for (const { flag, name, type } of SWITCHES) {
    const text = given[flag];
    if (typeof text === "string") patch[name] = readValue(type, text);
  }
  const changed = changeBehaviour({}, patch);
  if (!changed.ok)
    return error(
      `--${kebab(changed.sentence.split(":")[0] ?? "")}${changed.sentence.slice(changed.sentence.indexOf(":"))}`,
    );

  const port = typeof given.port === "string" ? given.port : "0";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    return error("--port: must be a number from 0 to 65535.");
  const text = (flag: keyof typeof OWN_FLAGS) => {
    const value = given[flag];
    return typeof value === "string" ? value.trim() : undefined;
  };
  const id = text("access-key-id");
  if (id !== undefined && !/^sandbox[\w-]*$/.test(id)) {
    return error("--access-key-id: must start with `sandbox` and have letters, digits, - and _ only.");
  }
  const secret = text("access-key-secret");
  if (secret === "") return error("--access-key-secret: must not be empty.");
  const stateFile = text("state");
  if (stateFile === "") return error("--state: must name a file.");
  return {
    kind: "start",
    options: {
      port: Number(port),
      behaviour: changed.behaviour,
      ...(id === undefined ? {} : { accessKeyId: id }),
      ...(secret === undefined ? {} : { accessKeySecret: secret }),
      ...(stateFile === undefined ? {} : { stateFile }),
    },
  };
}
