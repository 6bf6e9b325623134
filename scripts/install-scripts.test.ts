import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (name: string) => JSON.parse(readFileSync(name, "utf8"));

test("npm is told of every package that runs a script when it is installed, and of no other", () => {
  const { packages }: { packages: Record<string, { hasInstallScript?: boolean }> } =
    read("package-lock.json");
  const running = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
  const { allowScripts }: { allowScripts: Record<string, boolean> } = read("package.json");
  expect(Object.keys(allowScripts)).toEqual([...new Set(running)].sort());
});
