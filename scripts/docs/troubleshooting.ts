import { createTranslator } from "use-intl/core";
import { argumentsOf } from "@/lib/i18n/message-arguments";
import en from "@/lib/i18n/messages/en.json";
import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import { fixesFor } from "@/lib/sheet/fixes/registry";

/** Which codes the page lists, under which heading. Codes and sentences are the catalogue's own. */
const SECTIONS = [
  {
    title: "A file cannot be read",
    text: "The code stands in the answer of `npm run inspect`; the Import page shows the sentence under the file’s name.",
    key: "problem",
  },
  {
    title: "A file needs another one beside it",
    text: "Its records know their users by a number only. Drop the second file too; the console joins them.",
    key: "secondFile",
  },
  {
    title: "The columns of a table are in doubt",
    text: "Nothing of this file is imported until the columns are confirmed.",
    key: "columns.doubt",
  },
  {
    title: "A row has an issue",
    text: "An error blocks its row: it would not work in GenAuth, or nobody can tell whose it is. Warnings and notes do not. The report names the code.",
    key: "issue",
  },
  {
    title: "GenAuth refused a row",
    text: "Quote the requestId that stands beside it, and in the report, to GenAuth’s support.",
    key: "refusal",
  },
  { title: "A row was skipped", text: "Looked at and not sent.", key: "skip" },
  {
    title: "Nobody knows what became of a row",
    text: "There was no definite answer. Retry reads the row back first and sends it only if GenAuth does not hold it.",
    key: "doubt",
  },
  {
    title: "A row reads back differently",
    text: "GenAuth said yes and holds something else.",
    key: "mismatch",
  },
  {
    title: "A row was accepted and not read back",
    text: "Most likely it is there; nobody has seen it.",
    key: "unverified",
  },
  {
    title: "A run ended early",
    text: "The rest of the rows is `stopped`. After mending the reason, Retry sends only those.",
    key: "halt",
  },
  {
    title: "The connection test fails",
    text: "Connections, Test connection. Nothing is changed by it.",
    key: "connection.state",
  },
] as const;

const t = createTranslator({ locale: "en", messages: en });

/** A sentence with names in place of what is filled in. */
function sentence(key: string, message: string): string {
  const values = Object.fromEntries(
    argumentsOf(message).map(({ name, type, branches }) => [
      name,
      type === "plural" || type === "number" ? 2 : type === "select" ? (branches[0] ?? "other") : `‹${name}›`,
    ]),
  );
  return t(key as Parameters<typeof t>[0], values as never);
}

function messagesAt(key: string): [string, string][] {
  const at = key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], en);
  return Object.entries(at as Record<string, string>);
}

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

function line(key: string, code: string, message: string): string {
  const said = sentence(`${key}.${code}`, message).replaceAll("|", "\\|");
  if (key !== "issue") return `| \`${code}\` | ${said} |`;
  const fixes = fixesFor(code as IssueCode).map((id) => `**${t(`fix.${id}`)}**`);
  return `| \`${code}\` | ${LEVELS[ISSUES[code as IssueCode].level]} | ${said} | ${fixes.join(", ")} |`;
}

/** The page docs/troubleshooting.md, made from the catalogue: every code that a screen, a report or a run can show. */
export function troubleshooting(): string {
  const parts = SECTIONS.map(({ title, text, key }) => {
    const head =
      key === "issue"
        ? "| code | level | what it says | fixes in Problems |\n| --- | --- | --- | --- |"
        : "| code | what it says |\n| --- | --- |";
    return [
      `## ${title}`,
      text,
      [head, ...messagesAt(key).map(([code, message]) => line(key, code, message))].join("\n"),
    ].join("\n\n");
  });
  const lead = `# Troubleshooting by code

Every code that a screen, a report or a run can show, with its sentence as the console says it; ‹…› is filled in. Made from the
catalogue by \`npm run docs\`.

If the console does not start, its last line names the variable and what is wrong with it: see [deploying](deploying.md). If a page
fails, quote the number it shows to whoever runs the console: it stands in the server’s log beside the error.`;
  return `${[lead, ...parts].join("\n\n")}\n`;
}
