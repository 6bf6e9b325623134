import { expect, test } from "vitest";
import { untilLeft } from "./until-left";

async function* count(gone: AbortSignal, signals: AbortSignal[]): AsyncGenerator<number, undefined> {
  signals.push(gone);
  for (let n = 0; n < 3; n++) yield n;
}

test("streams to the end", async () => {
  const signals: AbortSignal[] = [];
  const all: number[] = [];
  for await (const n of untilLeft((gone) => count(gone, signals))) all.push(n);
  expect(all).toEqual([0, 1, 2]);
  expect(signals[0]?.aborted).toBe(false);
});

test.each(["return", "throw"] as const)(
  "the signal fires at once when the listener leaves (%s)",
  async (way) => {
    const seen: string[] = [];
    const events = untilLeft(async function* (gone): AsyncGenerator<number, undefined> {
      gone.addEventListener("abort", () => seen.push("gone"));
      yield 1;
      // As in a call that nobody can cut short: the generator hears of nothing until it is over.
      await new Promise((resolve) => setTimeout(resolve, 30));
      seen.push("call over");
      yield 2;
    });
    await events.next();
    const waiting = events.next();
    await events[way]?.(undefined);
    await waiting;
    expect(seen).toEqual(["gone", "call over"]);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  },
);

test("nothing happens before somebody listens", async () => {
  const signals: AbortSignal[] = [];
  const events = untilLeft((gone) => count(gone, signals));
  await events.return?.();
  expect(signals).toEqual([]);
});
