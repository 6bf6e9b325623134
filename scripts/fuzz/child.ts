import { Corpus } from "./corpus";

export type FuzzNews = { number: number; wrong: string | null };

const tell = (news: FuzzNews) => process.send?.(news);

const [seed = 0, from = 0, until = 0] = process.argv.slice(2).map(Number);
const corpus = await Corpus.open(seed);
for (let number = from; number < until; number++) {
  // Told before as well, so that whoever waits knows what for.
  tell({ number, wrong: null });
  const wrong = await corpus.check(number);
  if (wrong) tell({ number, wrong });
}
process.disconnect?.();
