import "server-only";

import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "./data-folder";
import { ferrySecret } from "./ferry-secret";

/** The fewest characters that a key file of ours has. */
const SHORTEST = 16;

function readKey(path: string): string | null {
  try {
    const text = readFileSync(path, "utf8").trim();
    return text.length >= SHORTEST ? text : null;
  } catch {
    return null;
  }
}

/** Makes the key if nobody has; of several processes at once, one wins, and all use that one's. */
function keepKey(folder: string): string {
  const path = join(folder, "server-key");
  const kept = readKey(path);
  if (kept) return kept;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mine = `${path}-${process.pid}-${randomBytes(4).toString("hex")}`;
  writeFileSync(mine, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  try {
    linkSync(mine, path);
  } catch {
    // Another process was quicker.
  } finally {
    rmSync(mine, { force: true });
  }
  const key = readKey(path);
  if (!key) throw new Error(`${path} holds no key: delete it and start again, or set FERRY_SECRET.`);
  return key;
}

/**
 * The key under which this server takes fingerprints of rows: FERRY_SECRET, or one that it makes and keeps in the data
 * folder for its own user only. Never in the database: there a fingerprint tells nothing.
 * @throws Error with one sentence that never shows the value
 */
export function serverKey(env: Record<string, string | undefined> = process.env): Buffer {
  return createHash("sha256")
    .update(ferrySecret(env) ?? keepKey(dataFolder(env)))
    .digest();
}

/**
 * A key for one purpose, 32 bytes, by HKDF-SHA256 (RFC 5869) from the server's key: what signs sessions says nothing about
 * what seals anything else.
 * @param label names the purpose
 */
export function keyFor(label: string): Buffer {
  return Buffer.from(hkdfSync("sha256", serverKey(), "", `otp-ferry ${label}`, 32));
}
