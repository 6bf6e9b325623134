import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { FuzzNews } from "./fuzz/child";

const USAGE = `npm run fuzz -- [--seconds N] [--seed S] [--only I]
Reads mutated fixtures of every format until the time is up, and stops at the first that is thrown at, hangs, yields more
than it has bytes, or has a secret repeated in a problem.
  --seconds N  60 unless said
  --seed S     the same seed makes the same files; any unless said, and printed
  --only I     only the file of this number`;
/** One file of half a megabyte takes well under a second; a busy machine takes longer. */
const HANGS_MS = 30_000;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}

const seed = Number(values.seed);
const from = Number(values.only ?? 0);
const until = values.only === undefined ? Number.MAX_SAFE_INTEGER : from + 1;
process.stdout.write(`seed ${seed}\n`);
// A process of its own: what hangs can be ended.
const child = fork(
  fileURLToPath(new URL("./fuzz/child.ts", import.meta.url)),
  [seed, from, until].map(String),
);
let last: FuzzNews = { number: from, wrong: null };
let heard = performance.now();

function end(wrong: string | null): never {
  child.kill("SIGKILL");
  const again = `npm run fuzz -- --seed ${seed} --only ${last.number}`;
  process.stdout.write(wrong ? `${wrong}\nAgain: ${again}\n` : `${last.number + 1 - from} files, all well\n`);
  process.exit(wrong ? 1 : 0);
}

child.on("message", (news: FuzzNews) => {
  last = news;
  heard = performance.now();
  if (news.wrong) end(news.wrong);
});
child.on("exit", (code) => end(code === 0 ? null : `its process died with ${code}`));
setTimeout(() => end(null), Number(values.seconds) * 1000);
setInterval(() => {
  if (performance.now() - heard > HANGS_MS) end(`no answer for ${HANGS_MS / 1000} s`);
}, 1000);
