import { inflated } from "./inflate";
import { openBlob } from "./open-blob";
import type { Problem } from "./problem";
import { recognise } from "./recognise";
import type { Source } from "./source";
import { type ZipEntry, zipEntries } from "./zip-directory";

/** Of the archive, and of all that comes out of it. */
const MAX_BYTES = 128 << 20;
/** Real exports shrink tenfold or so; beyond this they were made to. */
const MAX_RATIO = 300;
const FREE_BYTES = 16 << 20;
/** Files that are looked into. */
const MAX_FILES = 100;
/** What macOS puts beside the files, and hidden files. */
const ASIDE = /(?:^|\/)(?:__MACOSX\/|\.)/;
/** From here on a format has found something in a file: secrets, or users to join them with. */
const SOMETHING = 0.3;
const NAMED = 5;
const MAX_NAME = 60;

/**
 * Opens a file or a paste as `openBlob` does; of a ZIP archive with one export inside (1Password's .1pux is one) that export.
 * Problems beside those of openBlob: `zip` (damaged, split or too large), `zip_encrypted`, `zip_empty`, and `zip_several`
 * with the names. An archive in an archive is not looked into.
 */
export async function openFile(blob: Blob, name: string): Promise<Source | Problem> {
  const source = await openBlob(blob, name);
  if ("problem" in source || source.magic?.problem !== "zip") return source;
  return blob.size > MAX_BYTES ? { problem: "zip" } : exportIn(await source.bytes());
}

async function exportIn(archive: Uint8Array): Promise<Source | Problem> {
  const entries = zipEntries(archive)?.filter(({ name, size }) => size > 0 && !ASIDE.test(name));
  if (!entries) return { problem: "zip" };
  if (entries.some(({ encrypted }) => encrypted)) return { problem: "zip_encrypted" };
  const stated = entries.reduce((sum, { size }) => sum + size, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 1);
  const isBomb = stated > MAX_BYTES || (stated > FREE_BYTES && stated / packed > MAX_RATIO);
  if (isBomb || entries.length > MAX_FILES) return { problem: "zip" };
  const found: Source[] = [];
  for (const entry of entries) {
    const source = await opened(entry);
    if (source === "damaged") return { problem: "zip" };
    if (source) found.push(source);
  }
  const [only, ...others] = found;
  if (!only) return { problem: "zip_empty" };
  if (others.length === 0) return only;
  const names = found.slice(0, NAMED).map(({ name }) => name.slice(0, MAX_NAME));
  return {
    problem: "zip_several",
    values: { files: names.join(", ") + (found.length > NAMED ? ", …" : "") },
  };
}

/** A file of the archive, if it is an export; null if it is none. */
async function opened({ name, method, size, data }: ZipEntry): Promise<Source | "damaged" | null> {
  const bytes = method === 0 ? data : method === 8 ? inflated(data, size, "raw") : null;
  if (!bytes || bytes.length > size) return "damaged";
  const source = await openBlob(new Blob([Uint8Array.from(bytes)]), name.split("/").at(-1) ?? "");
  if ("problem" in source) return null;
  const recognised = recognise(source);
  return "problem" in recognised || recognised.candidates[0].confidence < SOMETHING ? null : source;
}
