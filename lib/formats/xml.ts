import { SaxesParser } from "saxes";
import type { Problem } from "./problem";

/** An element: names in lower case without their prefix, whatever the namespace; text without that of its children. */
export type XmlElement = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
  /** 1-based line of its tag. */
  line: number;
};

/** Deeper than any list of tokens. */
const MAX_DEPTH = 64;
const ROOT =
  /^\s*(?:<\?[^>]{0,500}\?>\s*|<!--(?:[^-]|-(?!->)){0,20000}-->\s*){0,20}<(!DOCTYPE\s+)?(?:[\w.-]{1,100}:)?([\w.-]{1,100})/i;

/** The root element's name in lower case without its prefix; "" if a text is no XML. */
export function rootOf(head: string): string {
  return ROOT.exec(head)?.[2]?.toLowerCase() ?? "";
}

/**
 * The elements of an XML document right below its root, each as soon as it is complete, one array for each piece of text.
 * Strict (saxes): no entity but the five of XML is known, none is fetched. Ends with `xml_doctype` for any DOCTYPE, and
 * with `xml_invalid` for what is malformed, nested deeper than any list of tokens is, or broken off. White space before
 * the XML declaration is passed over.
 */
export async function* readXml(chunks: AsyncIterable<string>): AsyncGenerator<XmlElement[] | Problem> {
  const reader = new Reader();
  for await (const chunk of chunks) {
    reader.write(chunk);
    const { done, problem } = reader.take();
    if (done.length > 0) yield done;
    if (problem) return yield problem;
  }
  reader.close();
  const { done, problem } = reader.take();
  if (done.length > 0) yield done;
  if (problem) yield problem;
}

class Reader {
  private readonly parser = new SaxesParser({ xmlns: false });
  private readonly open: XmlElement[] = [];
  private done: XmlElement[] = [];
  private problem: Problem | null = null;
  private started = false;
  /** Lines in the white space before the document. */
  private skipped = 0;

  constructor() {
    const { parser } = this;
    parser.on("doctype", () => this.stop({ problem: "xml_doctype" }));
    parser.on("error", () => this.stop({ problem: "xml_invalid", values: { line: this.line } }));
    parser.on("opentag", ({ name, attributes }) => {
      if (this.open.length >= MAX_DEPTH) this.stop({ problem: "xml_invalid", values: { line: this.line } });
      this.open.push({
        name: localName(name),
        attributes: new Map(Object.entries(attributes).map(([key, value]) => [localName(key), value])),
        children: [],
        text: "",
        line: this.line,
      });
    });
    const addText = (text: string) => {
      const element = this.open.at(-1);
      if (element && this.open.length > 1) element.text += text;
    };
    parser.on("text", addText);
    parser.on("cdata", addText);
    parser.on("closetag", () => {
      const element = this.open.pop();
      if (!element) return;
      if (this.open.length > 1) this.open.at(-1)?.children.push(element);
      else if (this.open.length === 1) this.done.push(element);
    });
  }

  write(chunk: string): void {
    let text = chunk;
    if (!this.started) {
      text = chunk.trimStart();
      this.skipped += (chunk.slice(0, chunk.length - text.length).match(/\r\n?|\n/g) ?? []).length;
      if (text === "") return;
      this.started = true;
    }
    this.run(() => this.parser.write(text));
  }

  close(): void {
    this.run(() => this.parser.close());
  }

  take(): { done: XmlElement[]; problem: Problem | null } {
    const { done, problem } = this;
    this.done = [];
    return { done, problem };
  }

  private get line(): number {
    return this.parser.line + this.skipped;
  }

  private run(step: () => unknown): void {
    if (this.problem) return;
    try {
      step();
    } catch {
      this.problem ??= { problem: "xml_invalid", values: { line: this.line } };
    }
  }

  /** Leaves the parser at once; what it says of the rest of the document is of no use. */
  private stop(problem: Problem): never {
    this.problem ??= problem;
    throw new Error(problem.problem);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1).toLowerCase();
}

/** The first child of this name (lower case), or the one at the end of a path of names. */
export function childOf(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}

/** The text at a path of names, without white space around it; "" if there is none. */
export function textOf(element: XmlElement | undefined, ...path: readonly string[]): string {
  return childOf(element, ...path)?.text.trim() ?? "";
}
