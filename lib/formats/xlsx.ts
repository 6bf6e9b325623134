import type { SourceRecord } from "@/lib/otp/record";
import { MINE, NOT_MINE } from "./app-export";
import { Batches } from "./batches";
import type { Format, ReadItem, TablePlan } from "./format";
import type { Problem } from "./problem";
import { rowMapper } from "./row-mapper";
import { planSheet, type SheetTable } from "./sheet-table";
import { asUsers, isUserList } from "./user-list";
import { readSheets } from "./workbook";

const OLE = 0xd0;
/** The name of the stream that an encrypted workbook lies in ([MS-OFFCRYPTO] 2.3.4.1), in UTF-16. */
const ENCRYPTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/**
 * An Excel workbook (.xlsx, ECMA-376). Every sheet with an OTP column is read as a table, and one that
 * says who the users are as their list; a record's line is the row's number
 * in its sheet. The plan is told in reading, because nothing of a workbook can be seen before it is unpacked. One with a
 * password, and the old .xls, are OLE containers and are declined.
 */
export const xlsx: Format = {
  id: "xlsx",
  extensions: [".xlsx"],
  detect: ({ magic }) => (magic?.problem === "xlsx" ? MINE : NOT_MINE),

  async *read(source, { plan: chosen }) {
    const bytes = await source.bytes();
    if (bytes[0] === OLE) return yield declined(bytes);
    const sheets = await readSheets(bytes);
    if ("problem" in sheets) return yield sheets;
    const tables = sheets.flatMap((rows) => planSheet(rows) ?? []);
    const withOtp = tables.filter(({ plan }) => !plan.doubts.includes("no_secret") && !isUserList(plan));
    const lists = tables.filter(({ plan }) => isUserList(plan));
    const [main] = [...withOtp, ...lists, ...tables];
    if (!main) return yield { problem: "no_otp" };
    const plan = chosen ?? main.plan;
    if (!chosen) yield { plan };
    const planOf = (table: SheetTable) => (namesOf(table.plan) === namesOf(main.plan) ? plan : table.plan);
    const isRead = (table: SheetTable) => table === main || withOtp.includes(table) || lists.includes(table);
    let count = 0;
    for (const table of tables.filter(isRead)) {
      const columns = planOf(table);
      const batches = batchesOf(recordsOf(table, columns, columns !== plan));
      for await (const item of isUserList(columns) ? asUsers(batches, columns) : batches) {
        count++;
        yield item;
      }
    }
    if (count === 0) yield { problem: "no_otp" };
  },
};

async function* batchesOf(records: Iterable<SourceRecord>): AsyncGenerator<ReadItem> {
  const batches = new Batches();
  for (const record of records) {
    const full = batches.add(record);
    if (full) yield full;
  }
  const rest = batches.rest();
  if (rest.length > 0) yield rest;
}

/** `unseen`: nobody is asked about these columns, so where they are in doubt nothing of them is sent. */
function* recordsOf(table: SheetTable, plan: TablePlan, unseen: boolean): Generator<SourceRecord> {
  const toRecord = rowMapper(plan);
  const doubtful = unseen && plan.doubts.length > 0;
  for (let at = plan.hasHeader ? table.first + 1 : table.first; at < table.rows.length; at++) {
    const cells = table.rows[at] ?? [];
    if (cells.every((cell) => cell === "")) continue;
    const record = toRecord(at + 1, cells);
    if (doubtful) record.found = [...record.found, "record_incomplete"];
    yield record;
  }
}

function namesOf({ columns }: TablePlan): string {
  return JSON.stringify(columns.map(({ name }) => name));
}

function declined(bytes: Uint8Array): Problem {
  return new TextDecoder("latin1").decode(bytes).includes(ENCRYPTED)
    ? { problem: "encrypted", values: { app: "Excel" } }
    : { problem: "xlsx" };
}
