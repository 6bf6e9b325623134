import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { consoleOrigin, listenAddress } from "@/lib/env/console-url";
import { readEnv } from "@/lib/env/read-env";
import { isDemo, startProblem } from "@/lib/env/startup";
import { startSandbox } from "@/lib/sandbox/server";

/** Only this machine may reach the console unless FERRY_LISTEN says otherwise. */
const HOST = listenAddress(process.env);
const FIRST_PORT = 3000;

const USAGE = `npm start -- [--port N] [--dev]
Builds the console and starts it on ${HOST}. Without GENAUTH_HOST, GENAUTH_ACCESS_KEY_ID and
GENAUTH_ACCESS_KEY_SECRET in the environment it starts a sandbox beside it and uses that.
  --port N   the console's port; default: ${FIRST_PORT}, or the next free one
  --dev      Next's development server instead of a build`;

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readOptions(): { port: number | null; dev: boolean } {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string" }, dev: { type: "boolean" }, help: { type: "boolean" } },
    });
    if (values.help) {
      process.stdout.write(`${USAGE}\n`);
      process.exit(0);
    }
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && (!Number.isInteger(port) || port < 1 || port > 65_535)) {
      fail(`--port ${values.port} is no port number: give one from 1 to 65535.`);
    }
    return { port, dev: values.dev ?? false };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : "The options are malformed."}\n\n${USAGE}`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}

async function choosePort(wanted: number | null): Promise<number> {
  if (wanted !== null) {
    if (!(await isFree(wanted)))
      fail(`Port ${wanted} is in use: stop what runs there, or give another --port.`);
    return wanted;
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + 100; port++) if (await isFree(port)) return port;
  return fail(`Ports ${FIRST_PORT} to ${FIRST_PORT + 99} are in use: give a free one with --port.`);
}

function next(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const options = { stdio: ["ignore", "inherit", "inherit"] as ["ignore", "inherit", "inherit"] };
  return spawn(process.execPath, ["node_modules/next/dist/bin/next", ...args], {
    ...options,
    // The console itself ends what is under way (app/server-stop.ts).
    env: {
      ...env,
      NEXT_TELEMETRY_DISABLED: "1",
      ...(args[0] === "start" ? { NEXT_MANUAL_SIG_HANDLE: "1" } : {}),
    },
  });
}

const ended = (child: ChildProcess) =>
  new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

const options = readOptions();
const problem = startProblem(process.env);
if (problem) fail(problem);
const port = await choosePort(options.port);

if (!options.dev && (await ended(next(["build"], process.env))) !== 0) fail("The build failed; see above.");

const given = readEnv(process.env).ok;
const sandbox = !given && isDemo(process.env) ? await startSandbox() : null;
const env = sandbox
  ? {
      ...process.env,
      GENAUTH_HOST: sandbox.host,
      GENAUTH_ACCESS_KEY_ID: sandbox.accessKeyId,
      GENAUTH_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
      // Who tries the console out at a terminal is told what matters; machines are told all.
      FERRY_LOG_LEVEL: process.env.FERRY_LOG_LEVEL ?? (process.stdout.isTTY ? "warn" : "info"),
    }
  : process.env;

const own = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
const url = consoleOrigin(process.env) ?? `http://${own}:${port}`;
// The link for the first owner carries it.
const server = next([options.dev ? "dev" : "start", "--hostname", HOST, "--port", String(port)], {
  ...env,
  FERRY_URL: url,
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));

while (server.exitCode === null && !(await answers(`http://${own}:${port}/api/health/ready`)))
  await new Promise((resolve) => setTimeout(resolve, 200));
if (server.exitCode === null) {
  const target = sandbox
    ? `the sandbox at ${sandbox.host}, a stand-in for GenAuth on this machine`
    : given
      ? `${env.GENAUTH_HOST} and the connections that are kept in the console`
      : "the connections that are kept in the console";
  const hint = isDemo(process.env)
    ? "Whoever sits at this machine is the owner. For sign-in: FERRY_SIGN_IN=required and FERRY_SECRET, see README.md.\n"
    : "";
  process.stdout.write(
    `\nOTP Ferry is ready: open ${url}\nRows go to ${target}. Ctrl+C stops it.\n${hint}\n`,
  );
}
const code = await ended(server);
await sandbox?.close();
process.exit(code);
