import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entry } from "@/lib/db/entry";
import type { Database } from "@/lib/db/open-database";
import { Journal } from "./journal";

/** The ledger's server as the test has it: each writing waits for a word, or is answered at once. */
const server = vi.hoisted(() => ({
  record: (_entry: Entry): Promise<boolean> => Promise.resolve(true),
  heartbeat: (): Promise<string | null> => Promise.resolve("run"),
}));
vi.mock("@/lib/db/entry", async (original) => ({
  ...(await original<typeof import("@/lib/db/entry")>()),
  record: (_db: unknown, _held: unknown, entry: Entry) => server.record(entry),
}));
vi.mock("@/lib/db/ledger", () => ({ heartbeat: () => server.heartbeat() }));

const away = () => Promise.reject(new Error("ECONNREFUSED"));
const verified = (ids: number[]) => ({ ids, outcome: { state: "verified" as const }, attempts: 1 });
const open = () => new Journal({} as Database, { run: 1, owner: "me" }, false);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval", "performance"] });
  server.record = () => Promise.resolve(true);
  server.heartbeat = () => Promise.resolve("run");
});
afterEach(() => {
  vi.useRealTimers();
});

test("is drained when what is on its way is written, not before", async () => {
  let answer: (written: boolean) => void = () => undefined;
  server.record = () => new Promise((resolve) => (answer = resolve));
  const journal = open();
  journal.settle(verified([1]));
  await vi.advanceTimersByTimeAsync(100);
  let drained = false;
  const drain = journal.drain().then(() => (drained = true));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(drained, "nothing waits, and yet the ledger has not answered").toBe(false);
  answer(true);
  await drain;
  expect(journal.told).toBe(1);
  journal.close();
});

test("writes the same again while the server is away, and goes on", async () => {
  const written: Entry[] = [];
  server.record = away;
  server.heartbeat = away;
  const journal = open();
  journal.settle(verified([1, 2]));
  await vi.advanceTimersByTimeAsync(8_000);
  server.record = (entry) => {
    written.push(entry);
    return Promise.resolve(true);
  };
  const drain = journal.drain();
  await vi.advanceTimersByTimeAsync(500);
  await drain;
  expect(written).toMatchObject([{ settled: [verified([1, 2])], told: 1, counts: { verified: 2 } }]);
  expect(journal.lost).toBe(false);
  journal.close();
});

test("a lease that ran out is lost for good: nothing is written or prolonged any more", async () => {
  server.record = away;
  server.heartbeat = away;
  const journal = open();
  journal.settle(verified([1]));
  await vi.advanceTimersByTimeAsync(13_000);
  expect(journal.lost).toBe(true);

  let asked = 0;
  server.record = server.heartbeat = () => {
    asked++;
    return Promise.resolve(true as never);
  };
  journal.settle(verified([2]));
  expect(await journal.allow(3, 0)).toBe(false);
  await journal.drain();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(journal.lost).toBe(true);
  expect(asked).toBe(0);
});

test("gathers what comes to its end while the ledger is busy: a few rows are not worth a writing", async () => {
  const written: number[][] = [];
  server.record = ({ settled }) => {
    written.push(settled.flatMap(({ ids }) => [...ids]));
    return new Promise((resolve) => setTimeout(resolve, 10, true));
  };
  const journal = open();
  for (let id = 0; id < 60; id++) {
    journal.settle(verified([id]));
    await vi.advanceTimersByTimeAsync(5);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(written.flat()).toEqual(Array.from({ length: 60 }, (_, id) => id));
  expect(written.length).toBeLessThanOrEqual(4);
  journal.close();
});

test("does not let who may send wait for rows to be gathered", async () => {
  const journal = open();
  journal.settle(verified([1]));
  let may: boolean | undefined;
  void journal.allow(9, 0).then((allowed) => (may = allowed));
  await vi.advanceTimersByTimeAsync(1);
  expect(may).toBe(true);
  journal.close();
});
