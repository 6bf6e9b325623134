import { describe, expect, it } from "vitest";
import { afterThrottle } from "./backoff";
import { createPace } from "./pace";

const asleep = { sleep: () => new Promise<void>(() => {}) };
const awake = { sleep: async () => {} };

describe("the pace of a run", () => {
  it("takes calls that were turned down together as one sign to slow down", () => {
    const pace = createPace({ concurrency: 8 });
    for (let call = 0; call < 6; call++) pace.answered("send");
    const round = pace.round;
    for (let call = 0; call < 8; call++) pace.throttled(round, undefined, asleep);
    expect(pace.view).toEqual({ concurrency: 4, pause: { ms: 1_000, why: "throttled" } });
    expect(pace.halted).toBeNull();
  });

  it("begins gently, and tries one call more after each success until GenAuth has enough", () => {
    const pace = createPace({ concurrency: 8 });
    expect(pace.view.concurrency).toBe(2);
    pace.answered("send");
    expect(pace.view.concurrency).toBe(3);
    for (let call = 0; call < 20; call++) pace.answered("send");
    expect(pace.view.concurrency, "and never more than it may").toBe(8);
    pace.throttled(pace.round, undefined, asleep);
    pace.answered("send");
    expect(pace.view.concurrency, "once it was too much, only after many").toBe(4);
  });

  it.each([
    [null, 8],
    [5, 8],
    [100, 20],
    [1000, 32],
  ])("with a ceiling of %s calls a second makes at most %i at once", (ceiling, most) => {
    const pace = createPace({ ceiling });
    for (let call = 0; call < 100; call++) pace.answered("send");
    expect(pace.view.concurrency).toBe(most);
    pace.close();
  });

  it("makes fewer calls at once while full lists take much longer than they did, and more again when they do not", () => {
    const pace = createPace({ concurrency: 4 });
    for (let call = 0; call < 2; call++) pace.answered("send");
    const list = (ms: number, length = 50) => {
      pace.took(length, ms);
      pace.answered("send");
    };
    list(600);
    for (let call = 0; call < 3; call++) list(3_000);
    expect(pace.view.concurrency, "three of four may be chance").toBe(4);
    list(3_000);
    expect(pace.view.concurrency).toBe(3);
    for (let call = 0; call < 30; call++) list(3_000);
    expect(pace.view.concurrency, "but never none").toBe(1);
    for (let call = 0; call < 200; call++) list(600);
    expect(pace.view.concurrency).toBe(4);
  });

  it("a pool that always takes its time is not slow, nor is a list that was short before", () => {
    const pace = createPace({ concurrency: 4 });
    for (let call = 0; call < 2; call++) pace.answered("send");
    pace.took(1, 30);
    for (let call = 0; call < 20; call++) pace.took(50, 5_000);
    expect(pace.view.concurrency).toBe(4);
    for (let call = 0; call < 20; call++) pace.took(1, 60_000);
    expect(pace.view.concurrency).toBe(4);
  });

  it("lets nobody in while it pauses", async () => {
    const pace = createPace();
    pace.throttled(pace.round, undefined, asleep);
    let entered = false;
    void pace.gate
      .enter(() => true)
      .then(() => {
        entered = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(entered).toBe(false);
  });

  it("does not hold up everything for one list without an answer", () => {
    const pace = createPace();
    pace.doubted("send", pace.round, asleep);
    expect(pace.view.pause).toBeNull();
    pace.answered("send");
    pace.doubted("send", pace.round, asleep);
    expect(pace.view.pause).toBeNull();
    pace.doubted("send", pace.round, asleep);
    expect(pace.view.pause).toEqual({ ms: 1_000, why: "no_answer" });
  });

  it("counts reading as no proof that importing works", async () => {
    const pace = createPace();
    for (let call = 0; call < 12; call++) {
      pace.doubted("send", pace.round, awake);
      await Promise.resolve();
      pace.answered("read");
    }
    expect(pace.halted).toBe("unreachable");
  });

  it("has less patience after Stop", () => {
    const pace = createPace();
    pace.stopping = true;
    for (let call = 0; call < 3; call++) pace.throttled(pace.round, undefined, asleep);
    expect(pace.halted).toBe("throttled");
  });

  it("keeps to batches between 1 and 50", () => {
    expect(createPace({ batchSize: 1_000 }).batchSize).toBe(50);
    const pace = createPace({ batchSize: 3 });
    pace.shrink(3);
    pace.shrink(1);
    expect(pace.batchSize).toBe(1);
  });
});

describe("Retry-After", () => {
  it("is taken at its word, at first", () => {
    expect(afterThrottle(1, 250, false)).toEqual({ kind: "pause", ms: 250 });
    expect(afterThrottle(3, 250, false)).toEqual({ kind: "pause", ms: 250 });
  });

  it("is only the least when it has proved too short", () => {
    expect(afterThrottle(4, 250, false)).toEqual({ kind: "pause", ms: 8_000 });
    expect(afterThrottle(4, 90_000, false)).toEqual({ kind: "pause", ms: 90_000 });
  });

  it("of an hour ends the run instead of holding it", () => {
    expect(afterThrottle(1, 3_600_000, false)).toEqual({ kind: "give_up" });
  });
});
