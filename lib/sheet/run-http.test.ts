import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runsOver } from "./run-http";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A server that tells one value every `everyMs`, `times` times, and then nothing more without hanging up. */
function server(everyMs: number, times: number) {
  vi.stubGlobal("fetch", async (_path: string, { signal }: { signal: AbortSignal }) => {
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        signal.addEventListener("abort", () => stream.error(signal.reason));
        for (let at = 1; at <= times; at++)
          setTimeout(() => stream.enqueue(encoder.encode(`${at}\n`)), at * everyMs);
      },
    });
    return new Response(body);
  });
}

async function follow() {
  const heard: unknown[] = [];
  let broken = false;
  const done = (async () => {
    try {
      for await (const value of runsOver().follow("run", 0, new AbortController().signal)) heard.push(value);
    } catch {
      broken = true;
    }
  })();
  return { heard, done, broken: () => broken };
}

test("a connection on which nothing comes any more is taken for broken, though nobody has hung up", async () => {
  server(5_000, 3);
  const { heard, done, broken } = await follow();
  await vi.advanceTimersByTimeAsync(29_000);
  expect({ heard, broken: broken() }).toEqual({ heard: [1, 2, 3], broken: false });
  await vi.advanceTimersByTimeAsync(2_000);
  await done;
  expect(broken()).toBe(true);
});

test("so is one that is never answered", async () => {
  vi.stubGlobal(
    "fetch",
    (_path: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  const { done, broken } = await follow();
  await vi.advanceTimersByTimeAsync(16_000);
  await done;
  expect(broken()).toBe(true);
});
