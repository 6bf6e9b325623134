import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import en from "@/lib/i18n/messages/en.json";
import { ROW_STATES } from "@/lib/sheet/row";
import { troubleshooting } from "./docs/troubleshooting";

const ALL_PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
/** A decision names what was there on its day; what it leads to has to be there still. */
const PAGES = ALL_PAGES.filter((page) => !page.includes("decisions"));
const read = (page: string) => readFileSync(page, "utf8");
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, "");
const inlineCode = (text: string) => all(withoutBlocks(text), /`([^`\n]+)`/g);

const manifest: { scripts: Record<string, string> } = JSON.parse(read("package.json"));

/** All of our own source, to look for names in. */
const SOURCE = ["app", "components", "e2e", "lib", "scripts"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.tsx?$/.test(name))
  .map(read)
  .join("\n");

/** Variables that Node and PostgreSQL know, and we do not. */
const NOT_OURS = ["NODE_EXTRA_CA_CERTS", "NODE_ENV"];

/** Last parts of the catalogue's keys: every code stands there with its sentence. */
const CODES = new Set<string>(ROW_STATES);
(function collect(node: object) {
  for (const [name, value] of Object.entries(node)) {
    CODES.add(name);
    if (typeof value === "object") collect(value as object);
  }
})(en);
/** Names in other systems' files. */
const FOREIGN = ["mfa_factors", "different_files", "user_id", "realm_file", "two_factor"];

test.each(ALL_PAGES)("%s leads only to what is there", (page) => {
  const links = all(withoutBlocks(read(page)), /\]\(([^)\s]+)\)/g).filter(
    (link) => !/^(https?:|#)/.test(link),
  );
  expect(links.filter((link) => !existsSync(join(dirname(page), link.replace(/#.*/, ""))))).toEqual([]);
});

test("decisions that a page or the source names by their number are there", () => {
  const numbers = readdirSync("docs/decisions").map((name) => name.slice(0, 4));
  const named = ALL_PAGES.flatMap((page) => all(read(page), /\b(?:[Dd]ecisions?|[Rr]ecord) \[?(\d{1,4})\b/g));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((number) => !numbers.includes(number.padStart(4, "0")))).toEqual([]);
});

describe.each(PAGES)("%s", (page) => {
  const text = read(page);

  test("names only files that exist", () => {
    const paths = inlineCode(text).filter((code) =>
      /^(app|components|docs|e2e|lib|public|scripts)\/[\w./-]+$/.test(code),
    );
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("names only scripts that can be run", () => {
    const scripts = all(text, /\bnpm run ([\w:-]+)/g);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  test("names only variables that are read", () => {
    const variables = all(text, /\b((?:FERRY|GENAUTH|DATABASE|CHROMIUM|NODE)_[A-Z_]+)\b/g);
    expect(variables.filter((name) => !NOT_OURS.includes(name) && !SOURCE.includes(name))).toEqual([]);
  });
});

test.each(PAGES.filter((page) => /docs\/(migrating|adding)/.test(page)))(
  "%s names only codes that exist",
  (page) => {
    const codes = inlineCode(read(page)).filter((code) => /^[a-z0-9]+(_[a-z0-9]+)+$/.test(code));
    expect(codes.filter((code) => !CODES.has(code) && !FOREIGN.includes(code))).toEqual([]);
  },
);

test("troubleshooting says what the catalogue says: `npm run docs` writes it anew", () => {
  // The formatter aligns the columns of tables.
  const flat = (text: string) => text.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");
  expect(flat(read("docs/troubleshooting.md"))).toBe(flat(troubleshooting()));
});
