/** What stands in a file of ours for a secret that was left out of it. */
export const MASK = "******";

/** Whether a cell holds no secret, but says that there is one: stars or dots, as masks have. */
export function isMask(text: string): boolean {
  return /^\s*[*•●]{3,}\s*$/.test(text);
}
