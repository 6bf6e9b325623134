import { readFileSync, writeFileSync } from "node:fs";

/**
 * Completes package-lock.json with the native packages of other platforms. A registry mirror may lack some of them; npm
 * then leaves them out of the lock file without a word, and `npm ci` refuses that file everywhere. They are optional and
 * bound to their platform by `os` and `cpu`, so nothing is fetched for them elsewhere; npm adds their integrity where they
 * are installed for the first time. Run by `npm run lock`.
 */
type Package = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

const LOCK = "package-lock.json";
const SYSTEMS = ["darwin", "linux", "win32", "android", "freebsd", "openbsd", "openharmony"];
const PROCESSORS = ["x64", "arm64", "ia32", "arm", "ppc64", "riscv64", "s390x", "loong64", "wasm32"];
const LIBRARIES: Record<string, string> = { gnu: "glibc", musl: "musl" };

/** Where npm would look for a dependency of the package at `path`: beside it, then ever further up. */
function resolves(packages: Record<string, Package>, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

/** The platform that a native package's name tells: `@scope/name-linux-x64-musl`. */
function platformOf(name: string): Pick<Package, "os" | "cpu" | "libc"> {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc =
    os[0] === "linux"
      ? Object.keys(LIBRARIES).flatMap((word) => (words.includes(word) ? (LIBRARIES[word] ?? []) : []))
      : [];
  return { ...(os.length ? { os } : {}), ...(cpu.length ? { cpu } : {}), ...(libc.length ? { libc } : {}) };
}

const lock = JSON.parse(readFileSync(LOCK, "utf8")) as { packages: Record<string, Package> };
const { packages } = lock;
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    // Only exact versions of packages that are bound to a platform: anything else npm has to resolve itself.
    if (!/^\d/.test(version) || (!platform.os && !platform.cpu) || resolves(packages, path, name)) continue;
    packages[`node_modules/${name}`] = { version, optional: true, ...(dev ? { dev } : {}), ...platform };
  }
}
const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(LOCK, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
