import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/**
 * The JavaScript that a browser is given before a page answers, compressed as the server does; of the build in .next.
 * `node --import tsx scripts/first-load.ts` prints it for the Import page.
 */

type Manifest = { entryJSFiles: Record<string, string[]> };

/** The most bytes of it that the Import page may have. */
export const MOST_BYTES = 200_000;

/**
 * The files and their compressed size in bytes. What is loaded once the page stands, by import(), is not among them.
 * @param page its path below `app`: `page` for the Import page
 * @throws when there is no build
 */
export function firstLoad(page = "page"): { file: string; bytes: number }[] {
  const read = (path: string) => readFileSync(fileURLToPath(new URL(`../.next/${path}`, import.meta.url)));
  const { rootMainFiles } = JSON.parse(read(`server/app/${page}/build-manifest.json`).toString()) as {
    rootMainFiles: string[];
  };
  // The file is a script that leaves its manifest on globalThis.
  const text = read(`server/app/${page}_client-reference-manifest.js`).toString();
  const { entryJSFiles } = JSON.parse(
    text.slice(text.indexOf("{", text.indexOf("] =")), text.lastIndexOf("}") + 1),
  ) as Manifest;
  const files = new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()]);
  if (files.size === rootMainFiles.length) throw new Error("The build does not say what the page loads.");
  return [...files].map((file) => ({ file, bytes: gzipSync(read(file)).length }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = firstLoad();
  for (const { file, bytes } of files) console.log(`${String(bytes).padStart(8)}  ${file}`);
  console.log(`${String(files.reduce((sum, { bytes }) => sum + bytes, 0)).padStart(8)}  of ${MOST_BYTES}`);
}
