import "server-only";

import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A socket and not a file with a process id: it cannot outlive its process, however that one ends. */
function addressOf(folder: string): string {
  const name = `otp-ferry-${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 24)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function isHeld(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/**
 * Makes sure that only this process uses a data folder: PGlite would spoil it in two hands.
 * @returns gives the folder free again
 * @throws Error with one sentence when another process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = addressOf(folder);
  if (await isHeld(address))
    throw new Error(
      `Another console uses the data folder ${folder}: stop it, or set FERRY_DATA or DATABASE_URL.`,
    );
  if (process.platform !== "win32") rmSync(address, { force: true });
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, resolve);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}
