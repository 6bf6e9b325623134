export type Argument = {
  name: string;
  type: "text" | "number" | "plural" | "select";
  /** Of a plural or a select: what it tells apart. */
  branches: string[];
};

/** The arguments of an ICU message, also those inside its branches. For tests only: just what our messages use of ICU. */
export function argumentsOf(message: string): Argument[] {
  const found: Argument[] = [];
  for (let at = message.indexOf("{"); at >= 0; at = message.indexOf("{", at)) {
    const end = closing(message, at);
    const [name = "", type = "text", ...rest] = message.slice(at + 1, end).split(",");
    const branches = rest.join(",");
    const inner: string[] = [];
    for (let open = branches.indexOf("{"); open >= 0; open = branches.indexOf("{", open)) {
      const close = closing(branches, open);
      inner.push(branches.slice(open + 1, close));
      open = close;
    }
    const labels = branches
      .replace(/\{.*?\}(?=\s|$)/gs, " ")
      .trim()
      .split(/\s+/);
    found.push({
      name: name.trim(),
      type: type.trim() as Argument["type"],
      branches: inner.length === 0 ? [] : labels,
    });
    for (const part of inner) found.push(...argumentsOf(part));
    at = end;
  }
  return found;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text.charAt(at) === "{") depth++;
    if (text.charAt(at) === "}" && --depth === 0) return at;
  }
  throw new Error(`A brace is not closed in ${text}`);
}
