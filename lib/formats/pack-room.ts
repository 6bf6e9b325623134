import type { PackKeys } from "./pack";

const FIRST_ROOM = 1 << 10;

/** What a pack keeps of its rows beside their bytes. */
type Columns = { starts: Uint32Array; lines: Uint32Array; likes: Int32Array; keys: PackKeys };

/** Where a pack's columns are written while it is read. One room serves all packs of a file, each of which takes a copy. */
export class PackRoom {
  starts = new Uint32Array(FIRST_ROOM);
  lines = new Uint32Array(FIRST_ROOM);
  likes = new Int32Array(FIRST_ROOM);
  userHigh = new Uint32Array(FIRST_ROOM);
  userLow = new Uint32Array(FIRST_ROOM);
  secretHigh = new Uint32Array(FIRST_ROOM);
  secretLow = new Uint32Array(FIRST_ROOM);

  /** Makes room for one row more than `length`. */
  makeRoom(length: number): void {
    if (length < this.starts.length) return;
    const enlarged = <T extends Uint32Array | Int32Array>(array: T, larger: T): T => {
      larger.set(array);
      return larger;
    };
    const size = length * 2;
    this.starts = enlarged(this.starts, new Uint32Array(size));
    this.lines = enlarged(this.lines, new Uint32Array(size));
    this.likes = enlarged(this.likes, new Int32Array(size));
    this.userHigh = enlarged(this.userHigh, new Uint32Array(size));
    this.userLow = enlarged(this.userLow, new Uint32Array(size));
    this.secretHigh = enlarged(this.secretHigh, new Uint32Array(size));
    this.secretLow = enlarged(this.secretLow, new Uint32Array(size));
  }

  /** The columns of the rows written so far. */
  taken(length: number): Columns {
    return {
      starts: this.starts.slice(0, length),
      lines: this.lines.slice(0, length),
      likes: this.likes.slice(0, length),
      keys: {
        userHigh: this.userHigh.slice(0, length),
        userLow: this.userLow.slice(0, length),
        secretHigh: this.secretHigh.slice(0, length),
        secretLow: this.secretLow.slice(0, length),
      },
    };
  }
}
