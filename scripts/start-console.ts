import { spawn } from "node:child_process";

/**
 * Starts the console as `npm start` does, with its own sandbox or against what `env` names; resolves with the link that it
 * prints.
 */
export async function startConsole(
  env: Readonly<Record<string, string>> = {},
): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const stop = () => void child.kill("SIGTERM");
  process.once("exit", stop);
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const link = /open (http:\S+)/.exec(output)?.[1];
      if (link) resolve(link);
    });
    child.once("exit", () => reject(new Error("The console did not start.")));
  });
  return { url, stop };
}
