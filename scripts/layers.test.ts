import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

/**
 * The layers of docs and design are kept by the linter. Here wrong imports are planted, and our own biome.json, with the
 * real Biome, has to find each of them.
 */
const root = fileURLToPath(new URL("..", import.meta.url));

/** Which of our own folders each folder may import from, and which packages. Everything else is planted. */
const MAY: Record<string, { folders: readonly string[]; packages: readonly string[] }> = {
  "lib/otp": { folders: [], packages: ["zod", "otpauth", "@scure/base", "@zxcvbn-ts/core"] },
  "lib/formats": { folders: ["lib/otp"], packages: ["zod"] },
  "lib/sheet": { folders: ["lib/otp", "lib/formats"], packages: ["zod", "comlink"] },
  "lib/import": { folders: ["lib/otp"], packages: ["zod"] },
  "lib/genauth": {
    folders: ["lib/otp", "lib/import", "lib/log"],
    packages: ["zod", "authing-node-sdk", "node:crypto", "node:timers/promises", "server-only"],
  },
  "lib/db": {
    folders: ["lib/otp", "lib/env", "lib/log"],
    packages: ["zod", "node:fs", "server-only", "drizzle-orm", "drizzle-orm/pg-core", "postgres"],
  },
  "lib/runs": {
    folders: ["lib/otp", "lib/import", "lib/db", "lib/env", "lib/log"],
    packages: ["zod", "node:crypto", "server-only"],
  },
  "lib/env": {
    folders: ["lib/otp", "lib/import", "lib/env", "lib/log"],
    packages: ["zod", "node:fs", "server-only"],
  },
  "lib/auth": {
    folders: ["lib/otp", "lib/db", "lib/env", "lib/log"],
    packages: ["zod", "next/headers", "better-auth", "better-auth/plugins", "drizzle-orm", "server-only"],
  },
  "lib/log": { folders: [], packages: ["zod", "node:fs", "pino", "server-only"] },
  "lib/sandbox": { folders: [], packages: ["zod", "node:http", "node:timers/promises"] },
  components: {
    folders: ["lib/otp", "lib/formats", "lib/sheet", "lib/i18n", "components"],
    packages: ["react", "use-intl", "zod", "comlink", "next/link"],
  },
  app: {
    folders: [
      "lib/log",
      "lib/otp",
      "lib/formats",
      "lib/sheet",
      "lib/import",
      "lib/genauth",
      "lib/runs",
      "lib/db",
      "lib/env",
      "lib/auth",
      "lib/i18n",
      "components",
      "app",
    ],
    packages: ["react", "next/headers", "node:fs", "zod", "server-only"],
  },
};

const FOLDERS = [...Object.keys(MAY), "lib/i18n"];
/** What some folder or other must not import; "the SDK" nobody but lib/genauth. */
const PACKAGES: Record<string, readonly string[]> = {
  "lib/otp": [
    "react",
    "next/headers",
    "node:crypto",
    "node:fs",
    "server-only",
    "authing-node-sdk",
    "comlink",
  ],
  "lib/formats": ["react", "next/headers", "node:fs", "server-only", "authing-node-sdk", "comlink"],
  "lib/sheet": ["react", "next/headers", "node:worker_threads", "server-only", "authing-node-sdk"],
  "lib/import": ["react", "next/headers", "node:timers/promises", "server-only", "authing-node-sdk"],
  "lib/genauth": ["react", "next/headers", "next/cache", "comlink"],
  "lib/db": ["react", "next/headers", "authing-node-sdk"],
  "lib/runs": ["react", "next/headers", "drizzle-orm", "postgres", "authing-node-sdk"],
  "lib/env": ["react", "better-auth", "authing-node-sdk"],
  "lib/auth": ["react", "authing-node-sdk"],
  "lib/log": ["react", "next/headers", "drizzle-orm", "authing-node-sdk"],
  "lib/sandbox": ["react", "next/headers", "server-only", "authing-node-sdk"],
  components: ["node:fs", "server-only", "authing-node-sdk"],
  app: ["authing-node-sdk"],
};

/** Every way to write an import. */
const WAYS: Record<string, (from: string) => string> = {
  import: (from) => `import { x } from "${from}";\nexport const y = x;\n`,
  "import type": (from) => `import type { X } from "${from}";\nexport type Y = X;\n`,
  "import for its effects": (from) => `import "${from}";\n`,
  "export from": (from) => `export { x } from "${from}";\n`,
  "export all": (from) => `export * from "${from}";\n`,
  "import()": (from) => `export const y = import("${from}");\n`,
};

type Plant = { file: string; imported: string; wrong: boolean };
const copy = mkdtempSync(join(tmpdir(), "otp-ferry-layers-"));
afterAll(() => rmSync(copy, { recursive: true }));
const plants: Plant[] = [];

function plant(folder: string, imported: string, wrong: boolean, way = "import", below = ""): Plant {
  const file = `${folder}/${below}planted-${plants.length}.ts`;
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), WAYS[way]?.(imported) ?? "");
  const planted = { file, imported, wrong };
  plants.push(planted);
  return planted;
}

/** One run of the linter over everything that is planted. */
function lint(): Set<string> {
  const config = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  const { $schema: _, ...rules } = config;
  writeFileSync(join(copy, "biome.json"), JSON.stringify({ ...rules, vcs: { enabled: false } }));
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const given = [
    "lint",
    "--only=style/noRestrictedImports",
    "--reporter=json",
    "--max-diagnostics=none",
    ".",
  ];
  let output: string;
  try {
    output = execFileSync(process.execPath, [biome, ...given], {
      cwd: copy,
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    // It fails, as it should, and has said why.
    output = (error as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: { category: string; severity: string; location: { path: string } }[];
  };
  return new Set(
    diagnostics
      .filter(
        ({ category, severity }) => category === "lint/style/noRestrictedImports" && severity === "error",
      )
      .map(({ location }) => location.path.replaceAll("\\", "/")),
  );
}

for (const [folder, { folders, packages }] of Object.entries(MAY)) {
  for (const other of FOLDERS) {
    const own = other === folder;
    if (!own) plant(folder, `@/${other}/x`, !folders.includes(other));
  }
  for (const name of packages) plant(folder, name, false);
  for (const name of PACKAGES[folder] ?? []) plant(folder, name, true);
  plant(folder, "./x", false);
  if (folder !== "app" && folder !== "components") plant(folder, "../otp/x", true);
}
// Nobody leaves a folder by way of its parent, and a test of a layer no more than the layer.
plant("components", "../button", true, "import", "table/");
plant("components", "../../lib/runs/x", true, "import", "table/");
plant("app", "../../components/x", true, "import", "connection/");
const otherWays = Object.keys(WAYS).flatMap((way) => [
  plant("lib/otp", "@/lib/formats/x", true, way),
  plant("components", "@/lib/runs/x", true, way),
  plant("app", "authing-node-sdk", true, way),
]);
const found = lint();

describe.each(Object.keys(MAY))("%s", (folder) => {
  const own = plants.filter(
    ({ file }) => file.startsWith(`${folder}/`) && !otherWays.some((one) => one.file === file),
  );
  test.each(own.filter(({ wrong }) => wrong))("may not import $imported", ({ file }) =>
    expect(found.has(file)).toBe(true),
  );
  test.each(own.filter(({ wrong }) => !wrong))("may import $imported", ({ file }) =>
    expect(found.has(file)).toBe(false),
  );
});

test("however the import is written", () => {
  expect(otherWays.filter(({ file }) => !found.has(file))).toEqual([]);
});

test("a folder that comes to lib has to be given its rule", () => {
  // Words and their language: used on both sides, with one file for the server.
  const withoutRule = ["i18n"];
  const folders = readdirSync(join(root, "lib")).filter((name) => !withoutRule.includes(name));
  expect(folders.map((name) => `lib/${name}`).filter((folder) => !(folder in MAY))).toEqual([]);
});
