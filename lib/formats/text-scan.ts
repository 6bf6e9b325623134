// These look no further than they must: indexOf would search a whole piece for each row that has none.

/** Where a character stands in `text` at or after `from` and before `end`, or -1. */
export function indexBefore(text: string, character: string, from: number, end: number): number {
  const code = character.charCodeAt(0);
  for (let i = from; i < end; i++) if (text.charCodeAt(i) === code) return i;
  return -1;
}

/** Where the line that `from` lies in ends (LF, CRLF, CR), or -1 if `text` goes on and does not say. */
export function endOfLine(text: string, from: number, ended: boolean): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) return i;
    if (code === 13) return i + 1 === text.length && !ended ? -1 : i;
  }
  return ended ? text.length : -1;
}

/** How many lines end in `text` at or after `from` and before `to`; CRLF is one end. */
export function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) count++;
  }
  return count;
}
