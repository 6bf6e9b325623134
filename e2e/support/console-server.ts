import { spawn } from "node:child_process";
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
  signal(name: NodeJS.Signals): void;
  /** The exit code, when it has ended by itself. */
  ended: Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

export type Target = { host: string; accessKeyId: string; accessKeySecret: string };

export type StartOptions = { port?: number; data?: string; env?: Record<string, string> };

const READY = /- Local:\s+(?<url>http:\S+)[\s\S]*Ready in/;

/**
 * Starts the console against a GenAuth.
 * @param port the port to listen on; any free one if not given
 * @param env more of the environment
 * @param data the data folder of a console of before; a fresh one if not given
 */
export async function startConsole(
  target: Target,
  { port = 0, data, env = {} }: StartOptions = {},
): Promise<ConsoleServer> {
  let written = "";
  const folder = data ?? (await freshDataFolder());
  const args = ["start", "--hostname", "127.0.0.1", "--port", String(port)];
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      FERRY_DATA: folder,
      NEXT_TELEMETRY_DISABLED: "1",
      // Only the demo starts without one.
      ...(isSandbox(target) ? {} : { FERRY_SECRET: "for tests alone: this console’s secret" }),
      ...env,
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
  return {
    url,
    pid: child.pid ?? 0,
    port: Number(new URL(url).port),
    data: folder,
    output: () => written,
    signal: (name) => void child.kill(name),
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
