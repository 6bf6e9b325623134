import { CsvParser } from "./csv";
import { dialectOf } from "./dialect";
import { headerAt, MAX_TITLE_ROWS } from "./header-at";
import type { Source } from "./source";

const CR = 13;
const LF = 10;

/**
 * A delimited text whose titles above the header are blank lines, which its readers pass over, so that every row keeps its
 * line. The source itself where it has none.
 */
export function withoutTitles(source: Source): Source {
  const { head, complete } = source;
  const { rows, delimiter } = dialectOf(head, complete, MAX_TITLE_ROWS);
  const at = headerAt(rows);
  // A line `sep=;` above them has to stay.
  if (at === 0 || /sep=/i.test(head.slice(0, 64))) return source;
  const parser = new CsvParser(delimiter);
  parser.feed(head);
  for (let row = 0; row < at; row++) parser.next();
  return blanked(source, parser.position);
}

/** `length` characters from the start are left out but for their line ends. */
function blanked(source: Source, length: number): Source {
  const titles = source.head.slice(0, length);
  const bytes = new TextEncoder().encode(titles).length;
  const lineEnds = (text: string) => text.replace(/[^\r\n]+/g, "");
  return {
    ...source,
    head: lineEnds(titles) + source.head.slice(length),
    async *chunks() {
      let left = length;
      for await (const chunk of source.chunks()) {
        yield lineEnds(chunk.slice(0, left)) + chunk.slice(left);
        left = Math.max(0, left - chunk.length);
      }
    },
    async *utf8() {
      let left = bytes;
      for await (const piece of source.utf8()) {
        yield left === 0 ? piece : piece.filter((byte, at) => at >= left || byte === LF || byte === CR);
        left = Math.max(0, left - piece.length);
      }
    },
    async text() {
      const text = await source.text();
      return lineEnds(text.slice(0, length)) + text.slice(length);
    },
  };
}
