import { promisify } from "node:util";

/** Resolves after so many milliseconds. */
export const sleep: (ms: number) => Promise<void> = promisify(setTimeout);
