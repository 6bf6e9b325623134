import { base64, utf8 } from "@scure/base";
import { type NumberedLine, readLines } from "./lines";
import type { Problem } from "./problem";

/** `text`: as written or decoded; `base64`: as written behind `::`, "" where it was plain. */
export type LdifValue = { text: string; base64: string };

export type LdifEntry = {
  /** Of its `dn:` line. */
  line: number;
  dn: string;
  /** The values of an attribute, named in lower case without options; [] for none. */
  all(name: string): readonly LdifValue[];
  /** The text of its first value; "" for none. */
  first(name: string): string;
};

/** An entry with more values than this is no user and no token. */
const MAX_VALUES = 10_000;
const ATTRIBUTE = /^(?<name>[a-z0-9.-]{1,128})(?:;[^:]{0,128})?:(?<mark>[:<]?) *(?<value>.*)$/is;

/**
 * The entries of an LDIF file (RFC 2849), one array for each piece of text: lines folded at any column, comments, values
 * in base64, attribute names in any case and with options. An entry begins with its `dn`; what is no attribute is left out.
 */
export async function* readLdif(chunks: AsyncIterable<string>): AsyncGenerator<LdifEntry[] | Problem> {
  let entry: Entry | null = null;
  let folded: { line: number; parts: string[] } | null = null;
  let done: LdifEntry[] = [];
  const unfold = () => {
    const match = folded && ATTRIBUTE.exec(folded.parts.join(""))?.groups;
    if (!folded || match?.name === undefined || match.mark === "<") return;
    const value = ldifValue(match.value ?? "", match.mark === ":");
    if (match.name.toLowerCase() !== "dn") return entry?.add(match.name.toLowerCase(), value);
    if (entry) done.push(entry);
    entry = new Entry(folded.line, value.text);
  };
  for await (const lines of readLines(chunks)) {
    if ("problem" in lines) return yield lines;
    for (const { line, text } of lines as NumberedLine[]) {
      if (text.startsWith(" ") && folded) {
        folded.parts.push(text.slice(1));
        continue;
      }
      unfold();
      folded = { line, parts: [text] };
    }
    if (done.length > 0) yield done;
    done = [];
  }
  unfold();
  if (entry) done.push(entry);
  if (done.length > 0) yield done;
}

class Entry implements LdifEntry {
  readonly line: number;
  readonly dn: string;
  private readonly values = new Map<string, LdifValue[]>();
  private count = 0;

  constructor(line: number, dn: string) {
    this.line = line;
    this.dn = dn;
  }

  add(name: string, value: LdifValue): void {
    if (this.count++ >= MAX_VALUES) return;
    const values = this.values.get(name);
    if (values) values.push(value);
    else this.values.set(name, [value]);
  }

  all(name: string): readonly LdifValue[] {
    return this.values.get(name) ?? [];
  }

  first(name: string): string {
    return this.all(name)[0]?.text ?? "";
  }
}

function ldifValue(written: string, encoded: boolean): LdifValue {
  const value = written.trim();
  if (!encoded) return { text: value, base64: "" };
  try {
    return { text: utf8.encode(base64.decode(value.replace(/\s+/g, ""))), base64: value };
  } catch {
    // Not base64, or bytes that are no text, such as a key.
    return { text: "", base64: value };
  }
}
