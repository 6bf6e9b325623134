import "server-only";

import { resolve } from "node:path";

/** Where the console keeps what must outlive it: FERRY_DATA, or `.data` beside the app. */
export function dataFolder(env: Record<string, string | undefined> = process.env): string {
  return resolve(/* turbopackIgnore: true */ env.FERRY_DATA?.trim() || ".data");
}
