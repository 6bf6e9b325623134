import type { Problem, ProblemCode } from "@/lib/formats/problem";
import type { SecondFile } from "@/lib/formats/second-file";
import en from "@/lib/i18n/messages/en.json";
import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import { plainAlgorithm } from "@/lib/otp/parameters";
import { IDENTITY_KINDS } from "@/lib/otp/record";
import type { Row } from "@/lib/sheet/row";
import { Rows } from "@/lib/sheet/rows";
import { Sources } from "@/lib/sheet/sources";
import type { SourceView } from "@/lib/sheet/state";

export type InspectedRecord = {
  line: number;
  identity: Record<string, string>;
  /** null where the source does not state it. */
  type: string | null;
  algorithm: string | null;
  digits: number | string | null;
  period: number | string | null;
  /** Canonical base32, masked without --reveal; "" if there is none or it cannot be read. */
  secret: string;
  recoveryCodes: number;
  /** Whether GenAuth could compute this OTP. Who the user is, is another question: see the issues of field `user`. */
  importable: boolean;
  issues: { level: string; field: string; code: IssueCode }[];
};

export type Inspected = {
  file: string;
  format: string | null;
  problem: { code: ProblemCode; message: string } | null;
  /** Another file that would say whose the records are; left out where none is missing. */
  secondFile?: { code: SecondFile; message: string };
  records: InspectedRecord[];
};

type Options = { reveal: boolean; password: string; key: string };

/** Files whose kind is known and that are refused for a reason are understood; these are not. */
const NOT_UNDERSTOOD: ReadonlySet<ProblemCode> = new Set([
  "empty",
  "too_big",
  "binary",
  "noise",
  "unreadable",
  "line_too_long",
  "json_invalid",
  "xml_invalid",
  "yaml_invalid",
  "no_otp",
  "zip_empty",
  "wrong_unlock",
]);

/** Reads files with the console's own engine. `understood`: every file was, or was refused for a reason that is known. */
export async function inspectFiles(
  files: readonly { file: string; blob: Blob }[],
  options: Options,
): Promise<{ reports: Inspected[]; understood: boolean }> {
  const rows = new Rows();
  const sources = new Sources(rows, () => undefined);
  await sources.load(files.map(({ file, blob }) => ({ name: file.split("/").at(-1) ?? "", blob })));
  for (const { index, lock } of sources.views()) {
    const unlock = lock?.includes("password") ? options.password : options.key || options.password;
    if (lock && unlock !== "") await sources.unlock(index, unlock);
  }
  const views = sources.views();
  const reports = views.map(
    (view, at): Inspected => ({
      file: files[at]?.file ?? "",
      format: view.format,
      problem: problemOf(view),
      ...(view.secondFile && {
        secondFile: { code: view.secondFile, message: en.secondFile[view.secondFile] },
      }),
      records: rows.all
        .filter(({ source }) => source === view.index)
        .map((row) => recordOf(rows, row, options.reveal)),
    }),
  );
  const understood = reports.every(({ format, problem }) =>
    problem ? !NOT_UNDERSTOOD.has(problem.code) || (format !== null && problem.code === "no_otp") : true,
  );
  return { reports, understood };
}

function problemOf(view: SourceView): Inspected["problem"] {
  // A protected file without its password says so in the same way as one with a wrong one.
  const problem: Problem | null =
    view.problem ?? (view.status === "locked" ? { problem: "wrong_unlock" } : null);
  return problem && { code: problem.problem, message: messageOf(problem) };
}

/** The catalogue's sentence with its simple placeholders filled in. */
function messageOf({ problem, values = {} }: Problem): string {
  return en.problem[problem]
    .replace(/\{(\w+), select, 0 \{\} other \{([^{}]*)\{\w+\}\}\}/g, (_, name, text) =>
      values[name] ? `${text}${values[name]}` : "",
    )
    .replace(/\{(\w+)(?:, number)?\}/g, (_, name) => String(values[name] ?? ""));
}

function recordOf(rows: Rows, row: Row, reveal: boolean): InspectedRecord {
  const { record } = row;
  const issues = rows.sets.codes(row.issues).map((code) => ({ ...ISSUES[code], code }));
  return {
    line: record.line,
    identity: Object.fromEntries(
      [...IDENTITY_KINDS, "issuer" as const, "device" as const]
        .filter((kind) => record[kind] !== "")
        .map((kind) => [kind, record[kind]]),
    ),
    type: record.type === "" ? null : record.type.toLowerCase(),
    algorithm: record.algorithm === "" ? null : plainAlgorithm(record.algorithm),
    digits: numberOf(record.digits),
    period: numberOf(record.period),
    secret: reveal || row.secret === "" ? row.secret : "••••••••",
    recoveryCodes: row.recoveryCodes,
    importable: !issues.some(({ level, field }) => level === "error" && field !== "user"),
    issues,
  };
}

function numberOf(text: string): number | string | null {
  if (text === "") return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}
