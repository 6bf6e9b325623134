/**
 * Parses the beginning of a JSON document (RFC 8259) that goes on: cuts it after the last complete element and closes
 * what is open. Undefined if it is not JSON so far. Linear; never throws.
 */
export function parseJsonHead(head: string): unknown {
  const open: string[] = [];
  let cut = 0;
  let closers = "";
  for (let i = 0; i < head.length; i++) {
    const char = head[i];
    if (char === '"') {
      i = endOfString(head, i);
    } else if (char === "{" || char === "[") {
      open.push(char === "{" ? "}" : "]");
    } else if (char === "}" || char === "]") {
      if (open.pop() !== char) return undefined;
    } else if (char === "," && open.length <= MAX_OPEN) {
      cut = i;
      closers = open.toReversed().join("");
    }
  }
  return cut === 0 ? undefined : parsed(head.slice(0, cut) + closers);
}

/** Deeper down nothing is cut; so remembering what is open stays cheap. */
const MAX_OPEN = 8;

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const char = text[i];
    if (char === "\\") i++;
    else if (char === '"') return i;
  }
  return text.length;
}

/** JSON.parse that answers undefined instead of throwing; its message would quote the file. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
