import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { COLUMN_DOUBTS, COLUMN_ROLES, LOCK_CODES } from "@/lib/formats/format";
import { PROBLEM_CODES } from "@/lib/formats/problem";
import { FORMATS } from "@/lib/formats/registry";
import { SECOND_FILES } from "@/lib/formats/second-file";
import { AUDIT_ACTIONS } from "@/lib/otp/audit-action";
import { ISSUE_CODES, ISSUES } from "@/lib/otp/issue";
import {
  DOUBT_CODES,
  FINAL_STATES,
  MISMATCH_CODES,
  outcomeSchema,
  REFUSAL_CODES,
  SKIP_CODES,
  STOP_CODES,
  UNVERIFIED_CODES,
} from "@/lib/otp/outcome";
import { TROUBLES, USER_STATUSES } from "@/lib/otp/pool-user-view";
import { SECRET_ENCODINGS } from "@/lib/otp/record";
import { ROLES } from "@/lib/otp/role";
import { RUN_STATES } from "@/lib/otp/run-view";
import { SAVE_FAILURES } from "@/lib/otp/save-otp";
import { PROVIDER_REFUSALS } from "@/lib/otp/sign-in-request";
import { LOOKUP_KINDS } from "@/lib/otp/user-lookup";
import { BEYOND_FIXES } from "@/lib/sheet/fixes/beyond";
import { FIX_IDS } from "@/lib/sheet/fixes/registry";
import { NO_CODES, VERDICTS } from "@/lib/sheet/prover";
import { PATTERN_PROBLEMS } from "@/lib/sheet/replace/pattern";
import { REPLACE_FIELDS } from "@/lib/sheet/replace/replace-change";
import { ROW_STATES } from "@/lib/sheet/row";
import { STEP_CODES } from "@/lib/sheet/step";
import { messagesOf } from "./catalogue";
import { LOCALES, type Locale } from "./locale";
import { type Argument, argumentsOf } from "./message-arguments";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}
const catalogue = (locale: Locale) => new Map(flat(messagesOf(locale)));
const ENGLISH = catalogue("en");
const KEYS = [...ENGLISH.keys()];
const below = (prefix: string) =>
  KEYS.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

/** What the messages are given, by name, so that a message formats as in the product. */
const SAMPLES = [0, 1, 2, 5, 1234].map((number) => ({ number, text: `text ${number}` }));

describe("both languages", () => {
  test.each(LOCALES)("%s has every message, and no other", (locale) => {
    expect([...catalogue(locale).keys()]).toEqual(KEYS);
  });

  test("say the same with the same values", () => {
    const names = (message: string) => [...new Set(argumentsOf(message).map(({ name }) => name))].sort();
    for (const [key, message] of catalogue("zh-CN"))
      expect({ key, values: names(message) }).toEqual({ key, values: names(ENGLISH.get(key) ?? "") });
  });

  test("differ wherever there is something to translate", () => {
    const same = [...catalogue("zh-CN")].filter(([key, message]) => message === ENGLISH.get(key));
    const translatable = same.filter(([key, message]) => {
      const words = message.replace(/\{[^}]*\}/g, "");
      return (
        /[a-z]{3}/i.test(words) &&
        !/^(?:format|encoding|app\.name|columns\.role\.uri$|issueGroup\.type_hotp$)/.test(key)
      );
    });
    expect(translatable).toEqual([]);
  });
});

describe.each(LOCALES)("every message in %s", (locale) => {
  const categories = new Set<string>(new Intl.PluralRules(locale).resolvedOptions().pluralCategories);

  test("formats with any values it may be given", () => {
    const problems: string[] = [];
    const onError = (error: { message: string }) => problems.push(error.message);
    const t = createTranslator({ locale, messages: messagesOf(locale) as Tree, onError, timeZone: "UTC" });
    for (const [key, message] of catalogue(locale)) {
      for (const { number, text } of SAMPLES) {
        const sample = ({ name, type }: Argument) => [name, type === "text" ? text : number];
        const values = Object.fromEntries(argumentsOf(message).map(sample));
        const said = t(key as never, values as never);
        if (said === "" || /[{}]|undefined/.test(said)) problems.push(`${key}: ${said}`);
      }
    }
    expect(problems).toEqual([]);
  });

  test("has just the plural forms of the language", () => {
    for (const [key, message] of catalogue(locale))
      for (const { type, branches } of argumentsOf(message))
        if (type === "plural")
          expect({ key, branches: new Set(branches) }).toEqual({ key, branches: categories });
  });

  test("is typeset: no straight quotes (which ICU takes for escapes), no stray or doubled space", () => {
    for (const [key, message] of catalogue(locale)) {
      expect({ key, message: message.match(/['"]|^\s|\s$| {2}|\.\.\./)?.[0] }).toEqual({
        key,
        message: undefined,
      });
    }
  });
});

test("in Chinese punctuation is Chinese, and Latin words stand apart from it", () => {
  const wrong = [...catalogue("zh-CN")].filter(([, message]) => {
    const text = message.replace(/\{[^{}]*\}/g, "").replace(/\{[^{}]*\}/g, "");
    const halfWidth = /[\u4e00-\u9fff]\s*[,;:?!()]|[,;?!]\s*[\u4e00-\u9fff]/;
    const unspaced = /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/;
    return halfWidth.test(text) || unspaced.test(text);
  });
  expect(wrong).toEqual([]);
});

/** Names of states that need no code of their own in their sentence. */
const OUTCOMES = outcomeSchema.options.flatMap(({ shape }) =>
  "code" in shape && !shape.code.isOptional() ? [] : [shape.state.value],
);

/** For each prefix of keys the codes of the domain that have a sentence there, each exactly one. */
const CODES: Record<string, readonly string[]> = {
  "audit.action.": AUDIT_ACTIONS,
  "issue.": ISSUE_CODES,
  "issueGroup.": ISSUE_CODES,
  "issueHint.": BEYOND_FIXES,
  "refusal.": REFUSAL_CODES,
  "skip.": SKIP_CODES,
  "halt.": STOP_CODES,
  "runs.state.": RUN_STATES,
  "doubt.": DOUBT_CODES,
  "mismatch.": MISMATCH_CODES,
  "unverified.": UNVERIFIED_CODES,
  "state.": ROW_STATES,
  "outcome.": [...OUTCOMES, "earlier", "reference"],
  "level.": [...new Set(Object.values(ISSUES).map(({ level }) => level))],
  "problem.": PROBLEM_CODES,
  "secondFile.": SECOND_FILES,
  "columns.role.": COLUMN_ROLES,
  "columns.doubt.": COLUMN_DOUBTS,
  "encoding.": SECRET_ENCODINGS,
  "issueCount.": ISSUE_CODES,
  "proof.none.": NO_CODES,
  "proof.state.": VERDICTS,
  "replace.problem.": PATTERN_PROBLEMS,
  "replace.fields.": REPLACE_FIELDS,
  "fix.": FIX_IDS,
  "history.step.": STEP_CODES,
  "role.": ROLES,
  "roleText.": ROLES,
  "signIn.refusal.": PROVIDER_REFUSALS,
  "format.": FORMATS.map(({ id }) => id),
  "users.trouble.": TROUBLES,
  "users.failed.": SAVE_FAILURES,
  "users.status.": USER_STATUSES,
  "users.statusMeans.": USER_STATUSES.filter((status) => status !== "Activated"),
  "users.exact.": LOOKUP_KINDS,
  "users.name.": [...LOOKUP_KINDS, "status"],
  "users.notSaved.": FINAL_STATES.filter((state) => state !== "verified"),
};

const KNOWN = new Set(Object.entries(CODES).flatMap(([prefix, codes]) => codes.map((code) => prefix + code)));

describe("every code has its sentence, and no sentence is there for a code that does not exist", () => {
  test.each(Object.entries(CODES))("%s", (prefix, codes) => {
    expect(below(prefix).sort()).toEqual([...codes].sort());
  });

  test("a protected file asks for what opens it", () => {
    expect(below("unlock.")).toEqual(expect.arrayContaining([...LOCK_CODES]));
  });
});

describe("every message is used", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));

  /** Files from which a component takes the last part of a key that it puts together, beside itself. */
  const NAMED_ELSEWHERE: Record<string, readonly string[]> = {
    "components/shell/header.tsx": ["lib/i18n/theme.ts"],
    "components/table/header-row.tsx": ["components/table/grid-kind.tsx", "components/table/columns.tsx"],
    "components/table/key-sheet.tsx": ["components/table/key-bindings.ts"],
    "components/table/state-badge.tsx": ["lib/sheet/row.ts"],
    "components/import/filter-bar.tsx": ["lib/sheet/row.ts"],
    "components/import/sample-list.tsx": ["components/import/samples.ts"],
    "components/import/run-summary.tsx": ["lib/sheet/carrier.ts"],
    "components/review/review-dialog.tsx": ["lib/sheet/actions.ts"],
    "components/review/run-options.tsx": ["lib/otp/run-view.ts"],
    "components/import/unlock-panel.tsx": ["lib/formats/format.ts"],
    "components/workbench/step-told.tsx": ["components/workbench/use-undo.ts"],
    "components/workbench/problems-panel.tsx": ["lib/otp/issue.ts"],
    "components/workbench/glance.tsx": ["lib/sheet/shapes.ts"],
    "components/history/history-view.tsx": ["lib/otp/run-list.ts"],
    "components/history/run-page.tsx": ["lib/otp/run-view.ts"],
    "components/connections/connection-form.tsx": ["lib/otp/connection-fields.ts"],
    "components/connections/finding.tsx": ["lib/genauth/test-connection.ts", "app/actions.ts"],
    "components/users/picked-secret.tsx": ["components/users/candidate.ts"],
    "components/shell/nav.tsx": ["components/shell/screens.ts"],
    "components/sign-in/sign-in-view.tsx": ["lib/otp/sign-in-request.ts"],
    "components/sign-in/join-form.tsx": ["lib/otp/password.ts"],
    "components/account/new-password.tsx": ["lib/otp/password.ts"],
    "components/account/factor-setup.tsx": ["components/account/reply.ts", "lib/otp/password.ts"],
    "components/account/password-ask.tsx": ["components/account/reply.ts", "lib/otp/password.ts"],
    "components/account/password-panel.tsx": ["components/account/reply.ts", "lib/otp/password.ts"],
    "components/audit/audit-check.tsx": ["lib/otp/audit-list.ts"],
  };

  const sources = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  const read = (file: string) => readFileSync(join(root, file), "utf8");

  const used = new Set<string>();
  const unclear: string[] = [];
  for (const file of sources) {
    const text = read(file);
    for (const { namespace, argument } of translations(text)) {
      const found = keysOf(argument, namespace, () =>
        [file, ...(NAMED_ELSEWHERE[file] ?? [])].map(read).join("\n"),
      );
      if (found.length === 0) unclear.push(`${file}: ${argument}`);
      for (const key of found) used.add(key);
    }
  }

  test("and every use is of a message that there is", () => expect(unclear).toEqual([]));
  test("somewhere in the source", () => expect(KEYS.filter((key) => !used.has(key))).toEqual([]));
  test("and this test would see it if one were not", () => {
    const source = `const t = useTranslations("app"); t("close"); t(x ? \`a.\${b}\` : "c", { n: t("d") })`;
    expect(translations(source)).toEqual([
      { namespace: "app.", argument: '"close"' },
      { namespace: "app.", argument: `x ? \`a.\${b}\` : "c"` },
      { namespace: "app.", argument: '"d"' },
    ]);
    expect(keysOf('"close"', "app.", () => "")).toEqual(["app.close"]);
    expect(keysOf('"no such key"', "app.", () => "")).toEqual([]);
    expect(keysOf(`\`themes.\${which}\``, "app.", () => '"light" "dim"')).toEqual(["app.themes.light"]);
    expect(keysOf("name", "app.", () => 'name: "import"')).toEqual(["app.import"]);
  });
});

/** Every call of a translator in a source text: the namespace it was made for, and its first argument. */
function translations(text: string): { namespace: string; argument: string }[] {
  const bindings = [
    ...text.matchAll(/(?<name>\w+) = useTranslations\((?:"(?<namespace>[\w.]+)")?\)/g),
    ...text.matchAll(/\{[^}]*\b(?<name>t)\b[^}]*\} = await getRequestLook\(\)/g),
    ...text.matchAll(/\b(?<name>t): ReturnType<typeof useTranslations<never>>/g),
  ].map(({ index, groups }) => ({
    index,
    name: groups?.name ?? "",
    namespace: groups?.namespace ? `${groups.namespace}.` : "",
  }));
  return [...new Set(bindings.map(({ name }) => name))]
    .flatMap((name) =>
      [...text.matchAll(new RegExp(`(?<![.\\w])${name}\\(`, "g"))].map(({ index }) => ({ name, index })),
    )
    .flatMap(({ name, index }) => {
      const [binding] = bindings
        .filter((one) => one.name === name && one.index < index)
        .sort((a, b) => b.index - a.index);
      const argument = firstArgument(text.slice(index + name.length + 1));
      return binding ? [{ namespace: binding.namespace, argument }] : [];
    });
}

function firstArgument(text: string): string {
  let depth = 0;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (`"'\``.includes(character)) quote = character;
    else if ("([{".includes(character)) depth++;
    else if (depth > 0 && ")]}".includes(character)) depth--;
    else if (depth === 0 && ",)".includes(character)) return text.slice(0, at).trim();
  }
  return text;
}

/**
 * The keys that this argument can be. A literal is itself. Of a key that is put together, the part that is filled in has
 * to be a code of the domain, or a word that stands in quotes in the text that it comes from.
 */
function keysOf(argument: string, namespace: string, origin: () => string): string[] {
  const templates = [...argument.matchAll(/`([^`]*)`/g)].map(([, template = ""]) => template);
  const rest = argument.replace(/`[^`]*`/g, "");
  const literals = [...rest.matchAll(/"([^"]*)"/g)].map(([, literal = ""]) => literal);
  if (templates.length === 0 && literals.length === 0) templates.push(definition(argument, origin()));
  const words = new Set([...origin().matchAll(/"([\w.-]+)"/g)].map(([, word]) => word));
  return [
    ...literals.map((literal) => namespace + literal).filter((key) => ENGLISH.has(key)),
    ...templates.flatMap((template) => {
      const [first = "", last = ""] = template.split(/\$\{.*\}/s);
      const start = namespace + first;
      return KEYS.filter((key) => key.startsWith(start) && key.endsWith(last)).filter((key) => {
        const part = key.slice(start.length, key.length - last.length);
        return !part.includes(".") && (KNOWN.has(key) || words.has(part));
      });
    }),
  ];
}

/** What a name is put together from where the text says so, and else anything. */
function definition(name: string, text: string): string {
  const [, template = ""] = new RegExp(`const ${/^\w+$/.exec(name)?.[0]} = \`([^\`]*)\``).exec(text) ?? [];
  return template;
}
