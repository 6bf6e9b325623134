import { cleanCell } from "@/lib/formats/cell";
import { type ColumnRole, type TablePlan, TEXT_ROLES } from "@/lib/formats/format";
import { rowMapper } from "@/lib/formats/row-mapper";
import { shapeOf } from "@/lib/formats/shape";
import type { IssueCode } from "@/lib/otp/issue";
import { looksLikeKeyUri } from "@/lib/otp/key-uri";
import { MASK } from "@/lib/otp/mask";
import type { SourceRecord } from "@/lib/otp/record";
import { readSecret, writeSecret } from "@/lib/otp/secret";

/** What columns are called in a file whose source has no names for them, so that it is read by them when it comes back. */
const NAMES: Partial<Record<ColumnRole, string>> = { uri: "otpauth_uri" };

/** Names of columns that are not read and whose cells are nobody's business in a file without secrets. */
const PRIVATE = /secret|seed|key|hash|digest|passw|salt|token|otp|2fa|mfa|密码|密钥|秘钥|令牌|种子/i;

/** The secret of a Key URI. */
const IN_URI = /([?&]secret=)[^&]*/i;
/** One parameter of a Key URI, whose `&` may be written `&amp;`. */
const PARAMETER = /([?&;])([^?&;=]+)=([^&]*)/g;
/** Those that are nobody's secret, as they are written everywhere: any other spelling may yet be read as `secret`. */
const OPEN = /^(?:issuer|algorithm|digits|period|counter|encoder|image)$/i;

const TEXTS: ReadonlySet<ColumnRole> = new Set(TEXT_ROLES);

/** Makes the header and the lines of a file in the columns of its source, for one way of leaving secrets in or out. */
export class ProblemCells {
  readonly header: readonly string[];
  readonly #plan: TablePlan;
  readonly #original: ReturnType<typeof rowMapper>;
  readonly #secrets: boolean;
  /** What was found or typed, and has no column to stand in. */
  readonly #withUserId: boolean;

  constructor(plan: TablePlan, secrets: boolean, hasUserIds: boolean) {
    this.#plan = plan;
    this.#original = rowMapper(plan);
    this.#secrets = secrets;
    this.#withUserId = hasUserIds && !plan.columns.some(({ role }) => role === "userId");
    const names = plan.columns.map(({ name, role }, at) =>
      plan.hasHeader ? name : role === "ignore" ? `column_${at + 1}` : (NAMES[role] ?? role),
    );
    this.header = this.#withUserId ? [...names, "userId"] : names;
  }

  /**
   * The cells of a row as its source wrote them, with what the record has otherwise by now. `rest`: those beyond the
   * columns, which are why the row is incomplete; nobody knows what they are.
   */
  of(line: number, given: readonly string[], record: SourceRecord): { cells: string[]; rest: string[] } {
    const original = this.#original(line, given);
    const written = new Set<ColumnRole>();
    const cells = this.#plan.columns.map(({ role, name }, at) => {
      const cell = bare(given[at] ?? "");
      const first = !written.has(role);
      written.add(role);
      return this.#cell({ role, name, cell, first }, original, record);
    });
    const rest = given.slice(cells.length).map((cell) => (this.#secrets || cell === "" ? cell : MASK));
    return { cells: this.#withUserId ? [...cells, record.userId] : cells, rest };
  }

  #cell(
    { role, name, cell, first }: { role: ColumnRole; name: string; cell: string; first: boolean },
    original: SourceRecord,
    record: SourceRecord,
  ): string {
    if (role === "secret") return this.#secret(cell, original, record);
    if (role === "uri") return this.#uri(cell, original, record);
    if (role === "recoveryCode") {
      if (!this.#secrets) return record.recoveryCode === "" ? "" : MASK;
      if (original.recoveryCode === record.recoveryCode) return cell;
      return first ? record.recoveryCode : "";
    }
    if (TEXTS.has(role)) {
      const field = role as "userId";
      if (original[field] === record[field]) return cell;
      return first ? record[field] : "";
    }
    const isPrivate =
      !this.#secrets &&
      (PRIVATE.test(name) || shapeOf(cell) === "secret" || looksLikeKeyUri(cleanCell(cell)));
    return isPrivate && role === "ignore" && cell !== "" ? MASK : cell;
  }

  #secret(cell: string, original: SourceRecord, record: SourceRecord): string {
    if (!this.#secrets) return record.secret === "" ? "" : MASK;
    if (original.secret === record.secret && original.secretEncoding === record.secretEncoding) return cell;
    return inEncoding(record, this.#plan.secretEncoding);
  }

  #uri(cell: string, original: SourceRecord, record: SourceRecord): string {
    const text = cleanCell(cell);
    if (!text.includes("://"))
      return this.#secrets && original.secret === record.secret ? cell : this.#bare(record);
    if (!this.#secrets) return record.secret === "" ? "" : maskedUri(text);
    if (original.secret === record.secret) return cell;
    const secret = encodeURIComponent(inEncoding(record, "base32"));
    return IN_URI.test(text) ? text.replace(IN_URI, (_, start: string) => start + secret) : record.secret;
  }

  #bare(record: SourceRecord): string {
    if (record.secret === "") return "";
    return this.#secrets ? inEncoding(record, "base32") : MASK;
  }
}

/** A Key URI without its secret, which may stand there more than once. */
function maskedUri(text: string): string {
  return text.replace(PARAMETER, (whole, mark: string, name: string) =>
    OPEN.test(name) ? whole : `${mark}${name}=${MASK}`,
  );
}

/** A cell without Excel's `="…"` around it, which would be a formula. */
function bare(cell: string): string {
  return cell.trimStart().startsWith('="') ? cleanCell(cell) : cell;
}

/** The columns of our own template, for sources that are no tables of text. */
const TEMPLATE_PLAN: TablePlan = {
  columns: (
    [
      "userId",
      "email",
      "phone",
      "username",
      "externalId",
      "label",
      "issuer",
      "secret",
      "recoveryCode",
      "type",
      "algorithm",
      "digits",
      "period",
    ] as const
  ).map((role) => ({ name: role, role })),
  secretEncoding: "base32",
  hasHeader: true,
  delimiter: ",",
  doubts: [],
};

/** What a source says of a record beside its values, each by the column and the word that say it in a table. */
const FLAGS = [
  { code: "record_unconfirmed", role: "confirmed", word: "no" },
  { code: "record_disabled", role: "disabled", word: "yes" },
] as const;

/** The template for these records: with columns for what keeps some of them back, if there are any. */
export function templateFor(records: Iterable<SourceRecord>): TablePlan {
  const found = new Set<IssueCode>();
  for (const record of records) for (const code of record.found) found.add(code);
  const flags = FLAGS.filter(({ code }) => found.has(code)).map(({ role }) => ({ name: role, role }));
  return { ...TEMPLATE_PLAN, columns: [...TEMPLATE_PLAN.columns, ...flags] };
}

/** A record's cells under the columns of such a template. */
export function templateCells({ columns }: TablePlan, record: SourceRecord, secrets: boolean): string[] {
  return columns.map(({ role }) => {
    const flag = FLAGS.find((one) => one.role === role);
    if (flag) return record.found.includes(flag.code) ? flag.word : "";
    if (role === "secret") return templateSecret(record, secrets);
    if (role === "recoveryCode") return record.recoveryCode === "" || secrets ? record.recoveryCode : MASK;
    return record[role as "userId"];
  });
}

function templateSecret(record: SourceRecord, secrets: boolean): string {
  if (record.secret === "") return "";
  // What stood in the secret's place of such a line is not to be trusted, and a table has no word for that.
  return secrets && !record.found.includes("record_incomplete") ? inEncoding(record, "base32") : MASK;
}

/** A secret as a column in this encoding has it; where it cannot be read, as it is. */
function inEncoding(
  { secret, secretEncoding }: SourceRecord,
  encoding: SourceRecord["secretEncoding"],
): string {
  if (secretEncoding === encoding) return secret;
  const reading = readSecret(secret, secretEncoding);
  return reading.ok ? writeSecret(reading.canonical, encoding) : secret;
}
