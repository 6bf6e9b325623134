import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { base32nopad } from "@scure/base";

/** Places where a secret might have been left, by name, with all that they hold. */
export type Places = Record<string, string>;

/** A secret, or a recovery code, that must turn up nowhere. */
export type Mark = { name: string; text: string };

/** How many characters of a mark in a row are a leak: a part of a secret is one, too. */
const PART = 10;

/** The ways in which a text, or the key that it stands for, could be written down. */
function spellings(text: string): string[] {
  const bare = text.replace(/[\s-]/g, "").toUpperCase();
  const bytes = /^[A-Z2-7]+$/.test(bare) ? [Buffer.from(decoded(bare))] : [];
  const written = [text, bare, encodeURIComponent(text)].map((spelling) => Buffer.from(spelling));
  const encoded = [...written, ...bytes].flatMap((buffer) => [
    buffer.toString("base64").replace(/=+$/, ""),
    buffer.toString("base64url"),
    buffer.toString("hex"),
  ]);
  return [...written.map(String), ...encoded];
}

function decoded(base32: string): Uint8Array {
  try {
    return base32nopad.decode(base32);
  } catch {
    return new Uint8Array();
  }
}

const folded = (text: string) => text.toLowerCase();

/** Sums of all runs of PART characters are looked up in a table of so many bits, before the run itself is. */
const SUM_BITS = 20;
const BASE = 16_777_619;
const LEAVING = Array.from({ length: PART }).reduce<number>((power) => Math.imul(power, BASE), 1);

function sumOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, BASE) + text.charCodeAt(at)) | 0;
  return sum;
}

/** Which of the needles, each of PART characters in lower case, lie in a text: one look at it for all of them. */
function findNeedles(needles: ReadonlyMap<string, string>, content: string): Set<string> {
  const sums = new Uint8Array(1 << SUM_BITS);
  for (const needle of needles.keys()) sums[sumOf(needle) >>> (32 - SUM_BITS)] = 1;
  const hay = folded(content);
  const found = new Set<string>();
  for (let at = 0, sum = 0; at < hay.length; at++) {
    const left = at < PART ? 0 : Math.imul(hay.charCodeAt(at - PART), LEAVING);
    sum = (Math.imul(sum, BASE) + hay.charCodeAt(at) - left) | 0;
    if (!sums[sum >>> (32 - SUM_BITS)] || at < PART - 1) continue;
    const name = needles.get(hay.slice(at - PART + 1, at + 1));
    if (name !== undefined) found.add(name);
  }
  return found;
}

/** Which marks, whole or in part and in any spelling, lie in which places. */
export function findMarks(marks: readonly Mark[], places: Places): string[] {
  const needles = new Map<string, string>();
  for (const { name, text } of marks)
    for (const spelling of spellings(text).map(folded))
      if (spelling.length >= PART)
        for (const needle of [spelling.slice(0, PART), spelling.slice(-PART)]) needles.set(needle, name);
  return Object.entries(places).flatMap(([place, content]) =>
    [...findNeedles(needles, content)].map((name) => `${name} in ${place}`),
  );
}

/** As findMarks, of a file that is too large for one text. */
export function findMarksInFile(marks: readonly Mark[], path: string): string[] {
  const part = Buffer.alloc(16 << 20);
  const handle = openSync(path, "r");
  const found = new Set<string>();
  // Each part begins with the end of the one before: a mark may lie across.
  for (let at = 0; ; at += part.length - 256) {
    const bytes = readSync(handle, part, 0, part.length, at);
    for (const one of findMarks(marks, { "the file": part.toString("latin1", 0, bytes) })) found.add(one);
    if (bytes < part.length) break;
  }
  closeSync(handle);
  return [...found];
}

/** All that a page keeps or shows: its storage of every kind, its address and history, its document. */
export async function placesOf(page: Page): Promise<Places> {
  const cookies = await page.context().cookies();
  const inPage = await page.evaluate(async () => {
    const text = (value: unknown): string =>
      JSON.stringify(value, (_key, inner: unknown) => {
        if (inner instanceof ArrayBuffer) return String.fromCharCode(...new Uint8Array(inner));
        if (ArrayBuffer.isView(inner)) return String.fromCharCode(...new Uint8Array(inner.buffer));
        return inner instanceof Map || inner instanceof Set ? [...inner] : inner;
      }) ?? "";
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });

    const databases: unknown[] = [];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const open = database.transaction(store).objectStore(store);
        databases.push([name, store, await done(open.getAllKeys()), await done(open.getAll())]);
      }
      database.close();
    }
    const cached: unknown[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        cached.push([name, request.url, await (await cache.match(request))?.text()]);
    }
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea, select")];
    return {
      localStorage: text({ ...localStorage }),
      sessionStorage: text({ ...sessionStorage }),
      indexedDB: text(databases),
      caches: text(cached),
      "the document": document.documentElement.outerHTML,
      "the fields": text(fields.map(({ value }) => value)),
      "the address": location.href,
      "the title": document.title,
      "the history": text(history.state),
      "the window's name": window.name,
      "the page's timings": text(performance.getEntries().map(({ name }) => name)),
    };
  });
  return { ...inPage, cookies: JSON.stringify(cookies) };
}

/** What has been written below a folder since a moment (Unix milliseconds). */
export function writtenSince(folder: string, since: number): Places {
  const places: Places = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && statSync(path).mtimeMs >= since) places[path] = readFileSync(path, "latin1");
  }
  return places;
}
