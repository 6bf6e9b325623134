import { afterEach, describe, expect, it, vi } from "vitest";
import { FakePool, type FakePoolOptions } from "@/lib/import/fake-pool";
import type { ImportPort } from "@/lib/import/port";
import { rowsFor } from "@/lib/import/watched-run";
import type { Outcome } from "@/lib/otp/outcome";
import { type RunEvent, runEventSchema } from "@/lib/otp/run-event";
import { stopRun } from "./registry";
import { streamRun } from "./stream-run";

let run = 0;
const newRun = () => ({ runId: `run-${run++}`, ownerId: "owner" });

/** A GenAuth whose calls take a real millisecond or so, so that a chunk is at work for a while. */
class SlowPool extends FakePool {
  override async send(...args: Parameters<ImportPort["send"]>) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    return super.send(...args);
  }
}

async function collect(events: AsyncIterable<RunEvent>) {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(runEventSchema.parse(event));
  const last = new Map<number, Outcome>();
  for (const event of all)
    if (event.type === "outcomes") for (const { id, outcome } of event.outcomes) last.set(id, outcome);
  return { all, last };
}

const count = (last: Map<number, Outcome>, state: Outcome["state"]) =>
  [...last.values()].filter((outcome) => outcome.state === state).length;

afterEach(() => {
  vi.useRealTimers();
});

describe("a chunk of a run", () => {
  it("streams the outcome of every row, in pieces, and ends with `end`", async () => {
    const { all, last } = await collect(
      streamRun({ ...newRun(), rows: rowsFor(1_000), port: new SlowPool() }),
    );
    expect(count(last, "verified")).toBe(1_000);
    expect(all.at(-1)).toEqual({ type: "end", halt: null });
    expect(all.length).toBeLessThan(30);
  });

  it("tells the outcomes of a slow run while it is under way", async () => {
    const pool = new FakePool();
    pool.send = async () => new Promise(() => {});
    const events = streamRun({ ...newRun(), rows: rowsFor(5), port: pool });
    const first = await events.next();
    expect(first.value).toMatchObject({
      type: "outcomes",
      outcomes: [{ outcome: { state: "sending" } }, {}, {}, {}, {}],
    });
  });

  it("says when GenAuth asks to slow down, and when it goes on", async () => {
    const port = new FakePool({
      sendFault: (call) => (call === 0 ? { kind: "throttled", retryAfterMs: 3_000 } : undefined),
    });
    const sleep = port.sleep.bind(port);
    port.sleep = async (ms, signal) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return sleep(ms, signal);
    };
    const { all } = await collect(streamRun({ ...newRun(), rows: rowsFor(5), port }));
    expect(all.filter((event) => event.type === "pace")).toEqual([
      { type: "pace", concurrency: 4, pause: { seconds: 3, why: "throttled" } },
      { type: "pace", concurrency: 4, pause: null },
    ]);
  });

  it("does nothing before somebody listens", async () => {
    const port = new FakePool();
    const id = newRun();
    const unheard = streamRun({ ...id, rows: rowsFor(5), port });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(port.sendings).toEqual([]);
    await unheard.return?.();
    const { last } = await collect(streamRun({ ...id, rows: rowsFor(5), port }));
    expect(count(last, "verified")).toBe(5);
  });
});

describe("the chunks of one run", () => {
  const refusing: FakePoolOptions = { sendFault: () => ({ kind: "halted", code: "credentials" }) };

  it("share what the run has learned: a refused key is not tried again", async () => {
    const id = newRun();
    await collect(streamRun({ ...id, rows: rowsFor(5), port: new FakePool(refusing) }));
    const port = new FakePool();
    const { all, last } = await collect(streamRun({ ...id, rows: rowsFor(5, 5), port }));
    expect(port.sendings).toEqual([]);
    expect(last.get(5)).toEqual({ state: "stopped", code: "credentials" });
    expect(all.at(-1)).toEqual({ type: "end", halt: "credentials" });
  });

  it("are not at work two at once", async () => {
    const id = newRun();
    const first = collect(streamRun({ ...id, rows: rowsFor(500), port: new SlowPool() }));
    const port = new FakePool();
    const second = await collect(streamRun({ ...id, rows: rowsFor(5, 500), port }));
    expect(second.all).toEqual([{ type: "turned_away", code: "busy" }]);
    expect(port.sendings).toEqual([]);
    expect(count((await first).last, "verified")).toBe(500);
  });

  it("are all stopped by one Stop, those to come too", async () => {
    const id = newRun();
    const port = new SlowPool();
    const events = streamRun({ ...id, rows: rowsFor(2_000), port });
    await events.next();
    expect(stopRun(id.runId, id.ownerId)).toBe(true);
    const sent = port.sendings.length;
    const { last } = await collect(events);
    expect(port.sendings.length - sent).toBeLessThanOrEqual(4);
    expect(count(last, "stopped")).toBeGreaterThan(1_000);
    expect(count(last, "sending")).toBe(0);
    const later = new FakePool();
    await collect(streamRun({ ...id, rows: rowsFor(5, 2_000), port: later }));
    expect(later.sendings).toEqual([]);
  });

  it("hear of a Stop that has overtaken the first of them", async () => {
    const id = newRun();
    expect(stopRun(id.runId, id.ownerId)).toBe(false);
    const port = new FakePool();
    const { last } = await collect(streamRun({ ...id, rows: rowsFor(5), port }));
    expect(port.sendings).toEqual([]);
    expect(count(last, "stopped")).toBe(5);
  });

  it("are forgotten when the run has been idle for long, and its pause with it", async () => {
    vi.useFakeTimers();
    const id = newRun();
    await Promise.all([
      collect(streamRun({ ...id, rows: rowsFor(5), port: new FakePool() })),
      vi.advanceTimersByTimeAsync(1_000),
    ]);
    expect(stopRun(id.runId, id.ownerId)).toBe(true);
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(stopRun(id.runId, id.ownerId)).toBe(false);
  });
});

describe("a run belongs to its owner", () => {
  it("is unknown to anyone else, who can neither stop it nor go on with it", async () => {
    const id = newRun();
    const first = collect(streamRun({ ...id, rows: rowsFor(500), port: new SlowPool() }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stopRun(id.runId, "somebody else")).toBe(false);
    const port = new FakePool();
    await collect(streamRun({ runId: id.runId, ownerId: "somebody else", rows: rowsFor(5), port }));
    expect(port.sendings).toEqual([]);
    expect(count((await first).last, "verified")).toBe(500);
  });
});

describe("when the consumer goes away", () => {
  it.each(["return", "throw"] as const)(
    "finishes what is under way and sends nothing more (%s)",
    async (way) => {
      const id = newRun();
      const port = new SlowPool();
      const events = streamRun({ ...id, rows: rowsFor(2_000), port });
      await events.next();
      const pending = events.next();
      const left = events[way]?.(undefined);
      const sent = port.sendings.length;
      await left;
      await pending;
      expect(port.sendings.length - sent).toBeLessThanOrEqual(4);
      for (const { rows, answer } of port.sendings) {
        expect(answer?.kind).toBe("accepted");
        for (const row of rows) expect(port.holds.get(row.userId)).toBe(row.secret);
      }
      expect(port.inside).toBe(0);
      // Only that chunk is over: the run can go on.
      const { last } = await collect(streamRun({ ...id, rows: rowsFor(5, 2_000), port: new FakePool() }));
      expect(count(last, "verified")).toBe(5);
    },
  );

  it("gives the run free when a chunk is left between two events", async () => {
    const id = newRun();
    const port = new SlowPool();
    for await (const _ of streamRun({ ...id, rows: rowsFor(2_000), port })) break;
    const sent = port.sendings.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(port.sendings.length - sent).toBeLessThanOrEqual(4);
    const { last } = await collect(streamRun({ ...id, rows: rowsFor(5, 2_000), port: new FakePool() }));
    expect(count(last, "verified")).toBe(5);
  });
});
