import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isSandbox } from "@/lib/env/read-env";
import { freshDataFolder } from "@/scripts/support/test-database";

/** A `next start` of the built console. */
export type ConsoleServer = {
  url: string;
  port: number;
  pid: number;
  /** Where it keeps its ledger; deleted by the system with its other temporary files. */
  data: string;
  /** All that it has written to stdout and stderr. */
  output(): string;
  /** Whom it has connected to, as host and port, and which names it has looked up, each once. */
  outgoing(): string[];
  /** Those of them that nobody has configured: nobody else is ever to be talked to. */
  strangers(): string[];
  signal(name: NodeJS.Signals): void;
  /** The exit code, when it has ended by itself. */
  ended: Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

export type Target = { host: string; accessKeyId: string; accessKeySecret: string };

export type StartOptions = {
  port?: number;
  data?: string;
  env?: Record<string, string>;
  /** Hosts of connections that the test stores. */
  reaches?: readonly string[];
  nodeFlags?: readonly string[];
};

/** Compiling the database's WebAssembly a second time, for speed, costs more than any test gets back from it. */
const NODE_FLAGS = ["--liftoff-only"];

const READY = /- Local:\s+(?<url>http:\S+)[\s\S]*Ready in/;

/**
 * Starts the console against a GenAuth.
 * @param port the port to listen on; any free one if not given
 * @param env more of the environment
 * @param data the data folder of a console of before; a fresh one if not given
 * @param nodeFlags none for a console as `npm start` has it
 */
export async function startConsole(
  target: Target,
  { port = 0, data, env = {}, reaches = [], nodeFlags = NODE_FLAGS }: StartOptions = {},
): Promise<ConsoleServer> {
  let written = "";
  const folder = data ?? (await freshDataFolder());
  const connections = join(folder, "connections.txt");
  writeFileSync(connections, "");
  const spy = `--import=${new URL("./spy-connections.mjs", import.meta.url).href}`;
  const args = ["start", "--hostname", "127.0.0.1", "--port", String(port)];
  const child = spawn(process.execPath, [...nodeFlags, "node_modules/next/dist/bin/next", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      FERRY_DATA: folder,
      NEXT_TELEMETRY_DISABLED: "1",
      // Only the demo starts without one.
      ...(isSandbox(target) ? {} : { FERRY_SECRET: "for tests alone: this console’s secret" }),
      ...env,
      NODE_OPTIONS: `${env.NODE_OPTIONS ?? process.env.NODE_OPTIONS ?? ""} ${spy}`,
      FERRY_TEST_CONNECTIONS: connections,
      GENAUTH_HOST: target.host,
      GENAUTH_ACCESS_KEY_ID: target.accessKeyId,
      GENAUTH_ACCESS_KEY_SECRET: target.accessKeySecret,
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      written += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));

  let url = "";
  while (url === "") {
    if (child.exitCode !== null) throw new Error(`The console did not start:\n${written}`);
    url = READY.exec(written)?.groups?.url ?? "";
    if (url === "") await sleep(20);
  }
  const configured = [target.host, env.DATABASE_URL, env.FERRY_OIDC_ISSUER, ...reaches].flatMap((to) =>
    to === undefined ? [] : [new URL(to).host, new URL(to).hostname],
  );
  // A path is that of a socket on this machine: the data folder's lock.
  const outgoing = () =>
    [...new Set(readFileSync(connections, "utf8").split("\n"))].filter((to) => /^[^/]/.test(to));
  return {
    url,
    pid: child.pid ?? 0,
    port: Number(new URL(url).port),
    data: folder,
    output: () => written,
    outgoing,
    strangers: () => outgoing().filter((to) => !configured.includes(to)),
    signal: (name) => void child.kill(name),
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
