import { promises, readFileSync } from "node:fs";
import { z } from "zod";
import type { StoredOtp } from "./world";

const stateSchema = z.object({
  version: z.literal(1),
  otps: z.record(z.string(), z.object({ secret: z.string(), recoveryCode: z.string().optional() })),
});

/**
 * Reads a state file.
 * @returns the OTPs in it by user id; none when there is no such file
 * @throws Error with one sentence when the file is there but is no state of a sandbox
 */
export function loadState(file: string): Map<string, StoredOtp> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return new Map();
    throw new Error(`The state file ${file} cannot be read.`);
  }
  try {
    return new Map(Object.entries(stateSchema.parse(JSON.parse(text)).otps));
  } catch {
    throw new Error(`The file ${file} is no state of a sandbox.`);
  }
}

export type StateFile = { save(): Promise<void>; idle(): Promise<void> };

/**
 * Keeps a state file up to date: written beside it, then renamed, so that it is whole at every moment.
 * @returns `save` resolves when everything stored before the call is in the file, and calls that come during a
 *   write share the next one; `idle` waits for the writes under way and starts none
 */
export function openState(file: string, otps: ReadonlyMap<string, StoredOtp>): StateFile {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function write(): Promise<void> {
    const temporary = `${file}.${process.pid}.tmp`;
    const handle = await promises.open(temporary, "w", 0o600);
    try {
      await handle.writeFile(JSON.stringify({ version: 1, otps: Object.fromEntries(otps) }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await promises.rename(temporary, file);
  }

  function start(): Promise<void> {
    const mine = write().finally(() => {
      if (running === mine) running = null;
    });
    running = mine;
    return mine;
  }

  function save(): Promise<void> {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  }

  return {
    save,
    async idle() {
      await next;
      await running;
    },
  };
}
