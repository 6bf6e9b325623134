import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { verifyAudit } from "@/lib/db/audit";
import { openDatabase } from "@/lib/db/open-database";
import { dataFolder } from "@/lib/env/data-folder";

const USAGE = `npm run audit:verify [-- --noted ENTRY:SEAL]
Checks that no entry of the audit has been changed, put in or taken away since it was written: of the database in
DATABASE_URL, or in the data folder (FERRY_DATA, or .data) while no console uses it. It needs the key of the console:
FERRY_SECRET, or the one in the data folder.
  --noted ENTRY:SEAL  an entry's number and the beginning of its seal, as an earlier check printed them
Exit code 0: all is as it was written; 1: it is not; 2: nobody could look.`;

const CODES = {
  changed: "is not as it was written",
  missing: "is missing",
  cut: "is missing, with all that came after it",
} as const;

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function readArguments(): { help: boolean; noted: { id: number; seal: string } | null } {
  try {
    const { values } = parseArgs({ options: { noted: { type: "string" }, help: { type: "boolean" } } });
    if (values.noted === undefined) return { help: values.help ?? false, noted: null };
    const { id, seal } = /^(?<id>\d{1,15}):(?<seal>[0-9a-f]{8,64})$/i.exec(values.noted)?.groups ?? {};
    if (!id || !seal) throw new Error("--noted wants ENTRY:SEAL, the seal with 8 hex digits or more.");
    return { help: false, noted: { id: Number(id), seal } };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : "The options are malformed."}\n\n${USAGE}`);
  }
}

const { help, noted } = readArguments();
if (help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const url = process.env.DATABASE_URL?.trim();
const folder = dataFolder();
if (!process.env.FERRY_SECRET?.trim() && !existsSync(join(folder, "server-key")))
  fail(`There is no key: set FERRY_SECRET, or FERRY_DATA to the console's data folder (${folder} has none).`);
if (!url && !existsSync(join(folder, "ledger")))
  fail(`There is no ledger in ${folder}: set FERRY_DATA or DATABASE_URL.`);

const database = await openDatabase(url ? { url } : { folder }).catch((error: unknown) => {
  const { message } = error as Error;
  if (message.startsWith("Another console"))
    fail(`A console uses ${folder}: stop it first, or have it check itself on its Audit screen.`);
  return fail("The database cannot be opened: is it running, and is DATABASE_URL right?");
});
const check = await verifyAudit(database.db, noted);
await database.close();
if (check.ok) {
  const last =
    check.entries > 0 ? ` Note ${check.entries}:${check.seal.slice(0, 16)} for the next check.` : "";
  process.stdout.write(`The audit is whole: ${check.entries} entries.${last}\n`);
} else {
  process.stdout.write(
    `The audit is broken: entry ${check.id} ${CODES[check.code]}. ${check.entries} before it are whole.\n`,
  );
  process.exitCode = 1;
}
