import { checkRecord } from "@/lib/otp/check";
import { blocks, ISSUES, type IssueCode } from "@/lib/otp/issue";
import { IDENTITY_KINDS, type SecretEncoding, type SourceRecord } from "@/lib/otp/record";
import type { Assigned } from "./assign/assign-change";
import type { Change } from "./change";
import type { ShownField } from "./fixes/fix";
import { inTurns, type Told } from "./in-turns";
import { masked } from "./mask";
import { NewUsers } from "./new-users";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";
import { differences } from "./step";

/** One row that a change is shown on. */
export type Example = {
  id: number;
  source: number;
  line: number;
  /** Whose it is, as the source names the user. */
  name: string;
  /** What the change is about; secrets are masked unless the admin asks to see them. null: the row is taken out. */
  before: string;
  after: string | null;
  /** Of a changed secret: how it is read then, and the bits of its key, 0 if it cannot be read. */
  key: { bits: number; encoding: SecretEncoding } | null;
  /** The error that the row still has by itself. */
  issue: IssueCode | null;
};

/** What a change would do. Of the issues that other rows cause those are told that keep a row from being sent. */
export type Preview = {
  /** Rows that change. */
  changed: number;
  /** Rows it looks at and leaves as they are. */
  same: number;
  /** Of those, rows that GenAuth holds or that are in a run. */
  locked: number;
  /** Changed rows that had an error and have none then, and the other way round. */
  mended: number;
  broken: number;
  /** Errors that changed rows have then, the most frequent first. */
  left: { code: IssueCode; rows: number }[];
  examples: Example[];
  /** It took too long and was stopped: not all rows were looked at. */
  stopped: boolean;
  /** Of a list of owners. */
  assigned: Assigned | null;
};

const EXAMPLES = 8;
/** Only one row of each user can be sent. */
const SHARED: IssueCode = "user_duplicate";

/**
 * Looks at what a change would do, without doing it. `reveal`: the examples come with their secrets. null: given up.
 */
export async function previewOf(
  rows: Rows,
  change: Change,
  { reveal, givenUp, told }: { reveal: boolean; givenUp: () => boolean; told?: Told },
): Promise<Preview | null> {
  const preview: Preview = {
    changed: 0,
    same: 0,
    locked: 0,
    mended: 0,
    broken: 0,
    left: [],
    examples: [],
    stopped: false,
    assigned: null,
  };
  const left = new Map<IssueCode, number>();
  const users = new NewUsers(rows);
  /** Rows that get other users: how they stand is known at the end. */
  const waiting: { id: number; before: boolean; errors: readonly IssueCode[]; example: Example | null }[] =
    [];
  const judge = (before: boolean, errors: readonly IssueCode[], example: Example | null) => {
    for (const code of errors) left.set(code, (left.get(code) ?? 0) + 1);
    if (before && errors.length === 0) preview.mended++;
    if (!before && errors.length > 0) preview.broken++;
    if (example) example.issue = errors[0] ?? null;
  };
  const whole = await inTurns(
    change.ids,
    (id) => {
      const row = rows.byId(id);
      if (!row) return;
      const { record } = row;
      const isLocked = lockOf(row.outcome) !== null;
      const next = isLocked ? record : "removes" in change ? null : change.changed(record);
      if (next === record || (next && !differences(record, next))) {
        preview.same++;
        if (isLocked) preview.locked++;
        return;
      }
      preview.changed++;
      const verdict = next && checkRecord(next, rows.choices);
      const example =
        preview.examples.length < EXAMPLES ? exampleOf(row, next, verdict, change.shows, reveal) : null;
      if (example) preview.examples.push(example);
      if (!next || !verdict) return;
      const codes = rows.sets.codes(row.issues);
      const errors = verdict.issues.filter((code) => ISSUES[code].level === "error");
      if (users.add(row, next)) waiting.push({ id, before: blocks(codes), errors, example });
      else judge(blocks(codes), codes.includes(SHARED) ? [...errors, SHARED] : errors, example);
    },
    givenUp,
    told,
  );
  for (const { id, before, errors, example } of waiting)
    judge(before, users.isShared(id) ? [...errors, SHARED] : errors, example);
  preview.left = [...left].map(([code, count]) => ({ code, rows: count })).sort((a, b) => b.rows - a.rows);
  preview.stopped = change.stopped?.() ?? false;
  preview.assigned = change.assigned?.() ?? null;
  return whole ? preview : null;
}

function exampleOf(
  { id, source, record }: Row,
  next: SourceRecord | null,
  verdict: ReturnType<typeof checkRecord> | null,
  shows: ShownField,
  reveal: boolean,
): Example {
  const isSecret = shows === "secret" || shows === "recoveryCode";
  const texts: [string, string] = [textOf(record, shows), next ? textOf(next, shows) : ""];
  const [before, after] = isSecret && !reveal ? masked(...texts) : texts;
  return {
    id,
    source,
    line: record.line,
    name: nameOf(record),
    before,
    after: next ? after : null,
    key:
      next && shows === "secret"
        ? { bits: Math.floor(((verdict?.secret.length ?? 0) * 5) / 8) * 8, encoding: next.secretEncoding }
        : null,
    issue: null,
  };
}

function textOf(record: SourceRecord, shows: ShownField): string {
  switch (shows) {
    case "secret":
      return record.secret;
    case "recoveryCode":
      return record.recoveryCode;
    case "type":
      return record.type;
    default:
      return IDENTITY_KINDS.flatMap((kind) => (record[kind] === "" ? [] : [record[kind]])).join(", ");
  }
}

function nameOf(record: SourceRecord): string {
  return IDENTITY_KINDS.map((kind) => record[kind]).find((name) => name !== "") ?? "";
}
