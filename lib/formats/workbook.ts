import { zipSync } from "fflate";
import readWorkbook from "read-excel-file/universal";
import type { Cell } from "./cell";
import { inflated } from "./inflate";
import type { Problem } from "./problem";
import { sheetFits } from "./sheet-bounds";
import { zipEntries } from "./zip-directory";

/** A sheet's rows from its first; row 1 of the sheet is row 0 here. */
export type SheetRows = Cell[][];

const MAX_BYTES = 200 << 20;
/** Real sheets shrink twenty- to fiftyfold; beyond this they were made to. */
const MAX_RATIO = 300;
const FREE_BYTES = 20 << 20;
/** All that is read: the list of sheets, the sheets, the texts and the number formats. */
const PARTS =
  /^xl\/(?:(?:workbook|sharedStrings|styles)\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/i;

const DAMAGED: Problem = { problem: "xlsx" };

/**
 * The sheets of an Excel workbook (.xlsx, ECMA-376) in their order. It is unpacked here, bounded by what it says and by what
 * comes out, because read-excel-file unpacks without bounds and in workers from a blob, which our CSP forbids. Text
 * stays text, numbers are numbers; dates are ISO 8601. Never throws.
 */
export async function readSheets(bytes: Uint8Array): Promise<SheetRows[] | Problem> {
  const parts = unpacked(bytes);
  if ("problem" in parts) return parts;
  try {
    const archive = zipSync(Object.fromEntries(parts.files), { level: 0 });
    const sheets = await readWorkbook(archive.buffer as ArrayBuffer, { trim: false });
    return sheets.map(({ data }) => data.map((row) => row.map(toCell)));
  } catch {
    return DAMAGED;
  }
}

function unpacked(bytes: Uint8Array): { files: Map<string, Uint8Array> } | Problem {
  const entries = zipEntries(bytes)?.filter(({ name }) => PARTS.test(name));
  if (!entries || entries.some(({ encrypted }) => encrypted)) return DAMAGED;
  const stated = entries.reduce((sum, { size }) => sum + size, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 1);
  if (stated > MAX_BYTES || (stated > FREE_BYTES && stated / packed > MAX_RATIO)) return tooBig();
  const files = new Map<string, Uint8Array>();
  for (const { name, method, size, data } of entries) {
    const part = method === 0 ? data : method === 8 ? inflated(data, size, "raw") : null;
    if (!part) return DAMAGED;
    if (/worksheets\//i.test(name) && !sheetFits(new TextDecoder().decode(part))) return tooBig();
    files.set(name, part);
  }
  return { files };
}

function tooBig(): Problem {
  return { problem: "too_big", values: { megabytes: MAX_BYTES >> 20 } };
}

function toCell(value: unknown): Cell {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return String(value);
  return value instanceof Date && !Number.isNaN(value.valueOf()) ? value.toISOString() : "";
}
