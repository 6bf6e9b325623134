import { expect, test } from "vitest";
import { Corpus } from "./fuzz/corpus";

test("mutated fixtures of every format are read or refused: nothing thrown, nothing repeated", async () => {
  const corpus = await Corpus.open(1);
  for (let number = 0; number < 400; number++) expect(await corpus.check(number)).toBeNull();
}, 60_000);
