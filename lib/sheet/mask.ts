/** What could be part of a secret in any encoding. */
const PART = /[\p{L}\p{N}+/]/gu;
const DOT = "•";
const LONGEST = 64;

/**
 * A secret before and after a change, with nothing of it to be seen but what the change is about: its shape (spaces,
 * dashes, length), and the characters that were exchanged for others one by one, if they are few.
 */
export function masked(before: string, after: string): [before: string, after: string] {
  const from = [...before];
  const to = [...after];
  const exchanged = from.length === to.length ? from.flatMap((one, at) => (one === to[at] ? [] : [at])) : [];
  const shown = new Set(exchanged.length * 3 <= from.length ? exchanged : []);
  const hide = (characters: string[]) =>
    shortened(characters.map((one, at) => (shown.has(at) ? one : one.replace(PART, DOT))).join(""));
  return [hide(from), hide(to)];
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
