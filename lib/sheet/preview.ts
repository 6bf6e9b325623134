import { checkRecord } from "@/lib/otp/check";
import { blocks, ISSUES, type IssueCode } from "@/lib/otp/issue";
import { IDENTITY_KINDS, type SecretEncoding, type SourceRecord } from "@/lib/otp/record";
import type { Assigned } from "./assign/assign-change";
import type { Change } from "./change";
import type { ShownField } from "./fixes/fix";
import { inTurns } from "./in-turns";
import { masked } from "./mask";
import { lockOf } from "./row";
import type { Rows } from "./rows";

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

/** What a change would do. Issues are the rows' own, without those that other rows cause. */
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

/**
 * Looks at what a change would do, without doing it. `reveal`: the examples come with their secrets. null: given up.
 */
export async function previewOf(
  rows: Rows,
  change: Change,
  { reveal, givenUp }: { reveal: boolean; givenUp: () => boolean },
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
  const whole = await inTurns(
    change.ids,
    (id) => {
      const row = rows.byId(id);
      if (!row) return;
      const { record, source } = row;
      const isLocked = lockOf(row.outcome) !== null;
      const next = isLocked ? record : "removes" in change ? null : change.changed(record);
      if (next === record) {
        preview.same++;
        if (isLocked) preview.locked++;
        return;
      }
      preview.changed++;
      const verdict = next && checkRecord(next, rows.choices);
      const before = blocks(rows.sets.codes(row.own));
      const errors = verdict?.issues.filter((code) => ISSUES[code].level === "error") ?? [];
      for (const code of errors) left.set(code, (left.get(code) ?? 0) + 1);
      if (before && errors.length === 0) preview.mended++;
      if (!before && errors.length > 0) preview.broken++;
      if (preview.examples.length >= EXAMPLES) return;
      const isSecret = change.shows === "secret" || change.shows === "recoveryCode";
      const texts: [string, string] = [textOf(record, change.shows), next ? textOf(next, change.shows) : ""];
      const [was, is] = isSecret && !reveal ? masked(...texts) : texts;
      preview.examples.push({
        id,
        source,
        line: record.line,
        name: nameOf(record),
        before: was,
        after: next ? is : null,
        key:
          next && change.shows === "secret"
            ? { bits: Math.floor(((verdict?.secret.length ?? 0) * 5) / 8) * 8, encoding: next.secretEncoding }
            : null,
        issue: errors[0] ?? null,
      });
    },
    givenUp,
  );
  preview.left = [...left].map(([code, count]) => ({ code, rows: count })).sort((a, b) => b.rows - a.rows);
  preview.stopped = change.stopped?.() ?? false;
  preview.assigned = change.assigned?.() ?? null;
  return whole ? preview : null;
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
