import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Target } from "@/e2e/support/console-server";

/** A sandbox in a process of its own. */
export async function startPool(
  users: number,
  latencyMs: number,
): Promise<{ target: Target; child: ChildProcess }> {
  const behaviour = ["--users", String(users), "--latency-ms", String(latencyMs)];
  const args = ["--import", "tsx", "scripts/sandbox.ts", ...behaviour];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const part of child.stdout) {
    output += part;
    if (/SECRET=\S+/.test(output)) break;
  }
  const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(output)?.[1] ?? "";
  const target = {
    host: value("GENAUTH_HOST"),
    accessKeyId: value("ACCESS_KEY_ID"),
    accessKeySecret: value("ACCESS_KEY_SECRET"),
  };
  return { target, child };
}

/** How often importOtp of a sandbox has been called. */
export async function callsOf(target: Target): Promise<number> {
  const headers = { "x-sandbox-secret": target.accessKeySecret };
  const { requests } = (await (await fetch(`${target.host}/__sandbox`, { headers })).json()) as {
    requests: { counts: Record<string, number> };
  };
  return requests.counts["import-otp"] ?? 0;
}

/** Processor time of a process so far in ms, all its threads together, from /proc; 0 where there is none. */
export function processorMs(pid: number): number {
  try {
    // Behind the name, which may hold anything, in ticks of 10 ms (proc(5)).
    const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ");
    const [user, system] = fields.split(" ").slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return 0;
  }
}

/** Resident memory of a process in MB, from /proc; 0 where there is none. */
export function megabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
