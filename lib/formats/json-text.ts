const START = /^\s*(?:\[\s*(?:[[{"\]]|$)|\{\s*(?:["'}]|$))/;

/** Whether a text sets out to be JSON (RFC 8259), one document or one a line: its first two tokens say so. */
export function looksLikeJson(head: string): boolean {
  return START.test(head);
}
