import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { inspectFiles } from "./inspect-files";
import { printReport } from "./inspect-text";

const USAGE = `npm run inspect -- FILE… [--json] [--reveal] [--password P] [--key K]
Reads files as the console does and prints what it found. Files given together are read together: a list of users names
the users of the others.
  --json        one JSON array with one element a file
  --reveal      secrets in full (canonical base32); masked without
  --password P  for files protected by a password
  --key K       for files protected by a key (PSKC pre-shared key, APP_KEY, BETTER_AUTH_SECRET, …)
Exit code 0 when every file was understood, also when it was understood and refused; 1 otherwise.`;

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        reveal: { type: "boolean", default: false },
        password: { type: "string", default: "" },
        key: { type: "string", default: "" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : "The arguments are malformed."}\n\n${USAGE}`);
  }
}

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
if (positionals.length === 0) fail(USAGE);

const files = await Promise.all(
  positionals.map(async (file) => ({
    file,
    blob: new Blob([
      await readFile(file).catch(() => fail(`${file} cannot be read: check that it exists and may be read.`)),
    ]),
  })),
);
const { reports, understood } = await inspectFiles(files, values);
process.stdout.write(values.json ? `${JSON.stringify(reports, null, 2)}\n` : printReport(reports));
process.exitCode = understood ? 0 : 1;
