import {
  isClean,
  isCleanName,
  nameKey,
  recoveryCodeKind,
  sameBytes,
  secretLetters,
  userIdKind,
} from "./cell-bytes";
import type { RowSplitter } from "./row-splitter";
import type { TableShape } from "./table-shape";
import { TextKey } from "./text-key";

/** More kinds of rows than this in one pack are not remembered. */
const MOST_KINDS = 32;

type Kind = { at: number; signature: number /** Where the cells with parameters are. */; cells: Int32Array };

/**
 * Finds, among the rows of one pack, those that the checks cannot tell apart: only an empty cell, a clean secret of so many
 * letters, an id of GenAuth's and the like count, and the parameters, to the letter.
 */
export class RowLikeness {
  readonly user = new TextKey();
  readonly secret = new TextKey();
  private readonly shape: TableShape;
  private readonly bytes: Uint8Array;
  private kinds: Kind[] = [];

  constructor(shape: TableShape, bytes: Uint8Array) {
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * Another row like the one at `at`, which the splitter has just read, or `at` itself. The keys of its user and of its
   * secret are in `user` and `secret` unless it is itself.
   */
  of(at: number, row: RowSplitter): number {
    const signature = this.signatureOf(row);
    if (signature === null) return at;
    for (let i = 0; i < this.kinds.length; i++) {
      const kind = this.kinds[i] as Kind;
      if (kind.signature === signature && this.sameParameters(kind, row)) return kind.at;
    }
    if (this.kinds.length < MOST_KINDS) this.kinds.push({ at, signature, cells: this.parameterCells(row) });
    return at;
  }

  /** A number for all that the checks see in a row but its parameters; null if they have to look for themselves. */
  private signatureOf({ cells, count }: RowSplitter): number | null {
    const { bytes, shape } = this;
    if (count !== shape.width) return null;
    for (const at of shape.uris) if (cells[2 * at] !== cells[2 * at + 1]) return null;
    const secretFrom = cells[2 * shape.secret] as number;
    const secretTo = cells[2 * shape.secret + 1] as number;
    if (secretFrom === secretTo || !isClean(bytes, secretFrom, secretTo)) return null;
    const letters = secretLetters(bytes, secretFrom, secretTo, this.secret);
    if (letters === null) return null;
    const user = this.userOf(cells);
    if (user === null) return null;
    const code = this.codeOf(cells);
    return code === null ? null : (letters + 256) * 16 + user * 4 + code;
  }

  private userOf(cells: Int32Array): number | null {
    const { bytes, shape } = this;
    if (shape.userId >= 0) {
      const from = cells[2 * shape.userId] as number;
      const to = cells[2 * shape.userId + 1] as number;
      if (from !== to) {
        if (!isCleanName(bytes, from, to)) return null;
        const kind = userIdKind(bytes, from, to, this.user);
        return kind && (kind === "genauth" ? 3 : 2);
      }
    }
    this.user.none();
    let named = 0;
    for (const { prefix, columns } of shape.names) {
      for (const column of columns) {
        const from = cells[2 * column] as number;
        const to = cells[2 * column + 1] as number;
        if (from === to) continue;
        if (!isCleanName(bytes, from, to)) return null;
        if (named === 0 && !nameKey(bytes, from, to, prefix, this.user)) return null;
        named = 1;
      }
    }
    return named;
  }

  private codeOf(cells: Int32Array): number | null {
    const { bytes, shape } = this;
    if (shape.recoveryCode < 0) return 0;
    const from = cells[2 * shape.recoveryCode] as number;
    const to = cells[2 * shape.recoveryCode + 1] as number;
    if (from === to) return 0;
    if (!isClean(bytes, from, to)) return null;
    const kind = recoveryCodeKind(bytes, from, to);
    return kind && (kind === "genauth" ? 1 : 2);
  }

  private sameParameters(kind: Kind, { cells }: RowSplitter): boolean {
    const { parameters } = this.shape;
    for (let i = 0; i < parameters.length; i++) {
      const column = parameters[i] as number;
      const from = cells[2 * column] as number;
      const to = cells[2 * column + 1] as number;
      const kindFrom = kind.cells[2 * i] as number;
      if (!sameBytes(this.bytes, from, to, kindFrom, kind.cells[2 * i + 1] as number)) return false;
    }
    return true;
  }

  private parameterCells({ cells }: RowSplitter): Int32Array {
    return Int32Array.from(
      this.shape.parameters.flatMap((column) => [
        cells[2 * column] as number,
        cells[2 * column + 1] as number,
      ]),
    );
  }
}
