import type { Inspected, InspectedRecord } from "./inspect-files";

/** The same for a reader: a heading a file, a line a record. */
export function printReport(reports: readonly Inspected[]): string {
  return reports.map(printFile).join("\n");
}

function printFile({ file, format, problem, secondFile, records }: Inspected): string {
  const importable = records.filter((record) => record.importable).length;
  const lines = [
    `${file}: ${format ?? "not recognised"}, ${records.length} records, ${importable} importable`,
    ...(problem ? [`  ${problem.code}: ${problem.message}`] : []),
    ...(secondFile ? [`  ${secondFile.message}`] : []),
    ...records.map(printRecord),
  ];
  return `${lines.map(plainText).join("\n")}\n`;
}

/** Names come from the file: none may begin a line, tell the terminal anything or turn what follows around. */
function plainText(line: string): string {
  return line.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

function printRecord(record: InspectedRecord): string {
  const who = Object.entries(record.identity).map(([kind, name]) => `${kind}=${name}`);
  const { type, algorithm, digits, period } = record;
  const parameters = [type, algorithm, digits, period].map((value) => value ?? "-").join("/");
  const issues = record.issues.map(({ level, code }) => `${level}:${code}`);
  return [
    `  ${record.line}`,
    record.importable ? "ok" : "no",
    who.join(" ") || "(nobody named)",
    parameters,
    record.secret || "(no secret)",
    `${record.recoveryCodes} recovery codes`,
    issues.join(" ") || "no issues",
  ].join("  ");
}
