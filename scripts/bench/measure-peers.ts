import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

/** The peers with a grid in which rows are checked, as their harness calls them. */
export const PEERS = {
  rsi: "react-spreadsheet-import",
  importcsv: "@importcsv/react",
  hellocsv: "hello-csv",
};
export type Peer = keyof typeof PEERS;

/** What their harness prints of one run; `dnf`: nothing was ready in the time that it had. */
const printedSchema = z.object({
  ready: z.number().nullish(),
  longest: z.number().nullish(),
  hwmMB: z.number().nullish(),
  inp: z.number().nullish(),
  scroll: z.object({ fps: z.number() }).partial().nullish(),
  dnf: z.boolean().nullish(),
});

/** Milliseconds, MB and frames a second; NaN: it did not come so far. */
export type PeerFigures = Record<"readyMs" | "longestTaskMs" | "rendererMb" | "editMs" | "fps", number>;

/** The peers' own harness in its folder (`package.json`, `bench.mjs`, `serve.mjs`), which has been installed there. */
export class PeerBench {
  readonly #folder: string;
  readonly #seconds: number;
  readonly #stop: () => void;

  private constructor(folder: string, seconds: number, stop: () => void) {
    this.#folder = folder;
    this.#seconds = seconds;
    this.#stop = stop;
  }

  /** @param seconds that a peer has for one file */
  static async open(folder: string, seconds: number): Promise<PeerBench> {
    for (const name of ["data", "results"]) mkdirSync(join(folder, name), { recursive: true });
    if (!existsSync(join(folder, "dist"))) await run("npx", ["vite", "build"], { cwd: folder });
    const server = spawn(process.execPath, ["serve.mjs"], { cwd: folder, stdio: "ignore" });
    const stop = () => void server.kill();
    process.once("exit", stop);
    return new PeerBench(folder, seconds, stop);
  }

  /** Where it looks for the file of so many rows. */
  fileOf(rows: number): string {
    return join(this.#folder, "data", `otp_${rows}.csv`);
  }

  /** One run of one peer. */
  async measure(peer: Peer, rows: number): Promise<PeerFigures> {
    const arguments_ = ["bench.mjs", peer, String(rows), "1", String(this.#seconds)];
    const { stdout } = await run(process.execPath, arguments_, { cwd: this.#folder });
    const its = printedSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
    return {
      readyMs: its.dnf ? Number.NaN : (its.ready ?? Number.NaN),
      longestTaskMs: its.longest ?? Number.NaN,
      rendererMb: its.hwmMB ?? Number.NaN,
      editMs: its.inp ?? Number.NaN,
      fps: its.scroll?.fps ?? Number.NaN,
    };
  }

  close(): void {
    this.#stop();
  }
}
