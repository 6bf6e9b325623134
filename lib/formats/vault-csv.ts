import type { SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { MINE, NOT_MINE } from "./app-export";
import { CsvParser } from "./csv";
import { readCsvRecords } from "./csv-records";
import type { Format } from "./format";
import { readOtpText } from "./otp-text";

type VaultCsv = {
  id: string;
  /** The columns by which the file is known, in any order; further ones may be there. */
  header: readonly string[];
  /** The columns that are read. A vault's passwords and notes are not, and nothing of them is kept. */
  otp: string;
  account: string;
  service: string;
};

/** A header longer than this is none. */
const MAX_HEADER = 4_096;

/** A password manager's vault as CSV (RFC 4180): rows with an OTP become records, others none. */
export function vaultCsv({ id, header, otp, account, service }: VaultCsv): Format {
  return {
    id,
    extensions: [".csv"],

    detect({ head }) {
      const names = namesOf(head);
      return header.every((name) => names.includes(name)) ? MINE : NOT_MINE;
    },

    async *read(source) {
      let names: readonly string[] | null = null;
      const toRecord = (
        cells: readonly string[],
        columns: readonly string[],
        line: number,
      ): SourceRecord | null => {
        const cell = (name: string) => (cells[columns.indexOf(name)] ?? "").trim();
        if (cell(otp) === "") return null;
        const record = nameRecord(readOtpText(cell(otp), line), cell(account), cell(service));
        if (cells.length < columns.length) record.found = [...record.found, "record_incomplete"];
        return record;
      };
      yield* readCsvRecords(source, ",", (cells, { line }) => {
        if (names) return toRecord(cells, names, line);
        names = cells.map((name) => name.trim());
        return null;
      });
    },
  };
}

function namesOf(head: string): string[] {
  const parser = new CsvParser(",");
  parser.feed(head.slice(0, MAX_HEADER));
  parser.end();
  return (parser.next() ?? []).map((name) => name.trim());
}
