import type { Format, ReadItem } from "@/lib/formats/format";
import { openFile } from "@/lib/formats/open-file";
import { recordsOf } from "@/lib/formats/pack";
import { PROBLEM_CODES, type Problem } from "@/lib/formats/problem";
import { recognise } from "@/lib/formats/recognise";
import type { Source } from "@/lib/formats/source";
import { checkRecord, DEFAULT_CHOICES } from "@/lib/otp/check";
import type { SourceRecord } from "@/lib/otp/record";

/** Beside its own format a file is read as this many of those that it might be. */
const CANDIDATES = 3;
/** Records, users and batches that a file may yield, for each of its bytes and on top. */
const PER_BYTE = 1;
const ON_TOP = 100;

type Input = {
  bytes: Uint8Array;
  /** Its format before it was mutated: reads it too, whatever it looks like now. */
  format: Format;
  unlock: string;
  /** What no problem may repeat. */
  secrets: readonly string[];
};

/**
 * Opens, recognises and reads a file in every way that the console may, and checks every record. Returns what is wrong: an
 * error that was thrown, a problem with a secret in it or of an unknown code, more records than bytes; null if nothing is.
 */
export async function checkInput({ bytes, format, unlock, secrets }: Input): Promise<string | null> {
  try {
    const source = await openFile(new Blob([bytes as BlobPart]), "fuzz");
    if ("problem" in source) return wrongProblem(source, secrets);
    const recognised = recognise(source);
    if ("problem" in recognised) return wrongProblem(recognised, secrets) ?? (await own());
    for (const candidate of recognised.candidates.slice(0, CANDIDATES)) {
      const wrong = await wrongReading(source, candidate.format, candidate.plan);
      if (wrong) return `as ${candidate.format.id}: ${wrong}`;
    }
    return await own();

    async function own(): Promise<string | null> {
      const { plan } = format.detect(source as Source);
      return wrongReading(source as Source, format, plan);
    }
  } catch (error) {
    return `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }

  async function wrongReading(source: Source, by: Format, plan: Parameters<Format["read"]>[1]["plan"]) {
    let yielded = 0;
    let ended = false;
    for await (const item of by.read(source, { plan, unlock, progress: () => undefined })) {
      if (ended) return "something after a problem";
      yielded += sizeOf(item);
      if (yielded > bytes.length * PER_BYTE + ON_TOP) return `${yielded} items of ${bytes.length} bytes`;
      if ("problem" in item) {
        ended = true;
        const wrong = wrongProblem(item, secrets);
        if (wrong) return wrong;
      }
      for (const record of recordsIn(item)) checkRecord(record, DEFAULT_CHOICES);
    }
    return null;
  }
}

function wrongProblem(problem: Problem, secrets: readonly string[]): string | null {
  if (!PROBLEM_CODES.includes(problem.problem)) return `an unknown problem ${problem.problem}`;
  const said = JSON.stringify(problem);
  return secrets.some((secret) => said.includes(secret)) ? `a secret in ${problem.problem}` : null;
}

function sizeOf(item: ReadItem): number {
  if ("users" in item) return 1 + item.users.length;
  return 1 + recordsIn(item).length;
}

function recordsIn(item: ReadItem): readonly SourceRecord[] {
  if (Array.isArray(item)) return item;
  return "pack" in item ? recordsOf(item.pack) : [];
}
