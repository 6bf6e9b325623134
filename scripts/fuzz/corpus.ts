import { readFileSync } from "node:fs";
import { FIXTURES } from "@/lib/formats/fixtures/fixtures";
import type { Format } from "@/lib/formats/format";
import { FORMATS } from "@/lib/formats/registry";
import { readBytes } from "@/lib/formats/testing";
import { checkInput } from "./check-input";
import { mutated } from "./mutate";
import { Random } from "./random";

/** Shorter texts stand in a sentence by chance. */
const SHORTEST_SECRET = 8;

type Seeded = { format: Format; bytes: Buffer; unlock: string; secrets: string[] };

/** Every format's fixture, and any number of files made of them, each by its number. */
export class Corpus {
  readonly #files: readonly Seeded[];
  readonly #seed: number;

  private constructor(files: readonly Seeded[], seed: number) {
    this.#files = files;
    this.#seed = seed;
  }

  static async open(seed: number): Promise<Corpus> {
    const files: Seeded[] = [];
    for (const format of FORMATS) {
      const fixture = FIXTURES[format.id];
      if (!fixture) continue;
      const bytes = readFileSync(`lib/formats/fixtures/${fixture.file}`);
      const { unlock = "" } = fixture;
      const { records } = await readBytes(bytes, "", unlock);
      const secrets = records.map(({ secret }) => secret).filter(({ length }) => length >= SHORTEST_SECRET);
      files.push({ format, bytes, unlock, secrets });
    }
    return new Corpus(files, seed);
  }

  /** Checks the file of this number; returns what it was and what is wrong with its reading, or null. */
  async check(number: number): Promise<string | null> {
    const random = new Random(Math.imul(this.#seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
    const file = random.of(this.#files);
    const { bytes, how } = mutated(
      file.bytes,
      random,
      this.#files.map((other) => other.bytes),
    );
    const wrong = await checkInput({ ...file, bytes });
    return wrong && `${file.format.id} after ${how} (${bytes.length} bytes): ${wrong}`;
  }
}
