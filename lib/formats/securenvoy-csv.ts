import { dialectOf } from "./dialect";
import type { Format } from "./format";
import { furtherColumns } from "./further-columns";
import { compact } from "./header-name";
import { rowFormat } from "./row-format";
import { nameUser, seedRecord } from "./seed";

const DELIMITERS = [",", ";", "\t", "|"];

/**
 * SecurEnvoy's hardware token file, with any delimiter: a column for the serial number, the seed in base32, and the user
 * name in `AssignedTo` (documentation.securenvoy.directory, "Token Management"). What kind of token it is, is not stated.
 */
export const securenvoyCsv: Format = {
  id: "securenvoy-csv",
  extensions: [".csv", ".txt"],
  detect: (source) =>
    /assigned\s?to/i.test(source.head.slice(0, 2_000))
      ? withDelimiter(source).detect(source)
      : { confidence: 0, plan: null },
  read: (source, options) => withDelimiter(source).read(source, options),
};

function withDelimiter({ head, complete }: Parameters<Format["detect"]>[0]): Format {
  const { delimiter } = dialectOf(head, complete, 1);
  return readers.get(delimiter) ?? reader(",");
}

function reader(delimiter: string): Format {
  return rowFormat({
    id: "securenvoy-csv",
    extensions: [],
    delimiter,
    confidence: ([header = []]) => (columnsOf(header) ? 0.95 : 0),
    reader(rows) {
      const [header = []] = rows;
      const columns = columnsOf(header);
      const takeFurther = furtherColumns(rows);
      return (cells, line, at) => {
        if (at === 0 || !columns) return null;
        const cell = (column: number) => cells[column] ?? "";
        const record = seedRecord(line, { label: cell(columns.serial), secret: cell(columns.seed) });
        if (columns.type >= 0) record.type = cell(columns.type);
        return nameUser(takeFurther(record, cells), cell(columns.user));
      };
    },
  });
}

const readers = new Map(DELIMITERS.map((delimiter) => [delimiter, reader(delimiter)]));

function columnsOf(header: readonly string[]) {
  const names = header.map((cell) => compact(cell.slice(0, 100)));
  const [serial, seed, user, type] = [/^serial/, /^(?:seed|secret)/, /^assignedto$/, /^(?:token)?type$/].map(
    (name) => names.findIndex((text) => name.test(text)),
  );
  if (serial === undefined || seed === undefined || user === undefined || type === undefined) return null;
  return seed >= 0 && user >= 0 ? { serial, seed, user, type } : null;
}
