const PADDING = "=";

/** A text without the `=` at its end. Linear, as `/=+$/` is not: that takes the square of a run of them in the middle. */
export function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === PADDING) end--;
  return text.slice(0, end);
}
