import type { Remote } from "comlink";
import { describe, expect, test, vi } from "vitest";
import { MOST_ROWS } from "@/lib/otp/import-request";
import type { Outcome } from "@/lib/otp/outcome";
import type { RunEvent } from "@/lib/otp/run-event";
import type { ImportActions, ImportReply } from "./actions";
import { Carrier, type CarrierState } from "./carrier";
import type { OutgoingRow } from "./run-desk";
import { Sheet } from "./sheet";
import type { SheetState } from "./state";
import { csvOf, range } from "./testing";

/** A sheet as the page has it: every call takes a while, and everything is copied on its way. */
function remote(sheet: Sheet): Remote<Sheet> {
  return new Proxy(sheet, {
    get:
      (_, name: keyof Sheet) =>
      async (...given: never[]) => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        return structuredClone(
          (sheet[name] as (...given: never[]) => unknown).apply(sheet, structuredClone(given)),
        );
      },
  }) as unknown as Remote<Sheet>;
}

const all = (rows: readonly OutgoingRow[], outcome: Outcome): RunEvent => ({
  type: "outcomes",
  outcomes: rows.map(({ id }) => ({ id, outcome })),
});
const END: RunEvent = { type: "end", halt: null };

type Stream = (rows: OutgoingRow[], chunk: number) => AsyncIterable<unknown>;

async function* verify(rows: OutgoingRow[]): AsyncGenerator<RunEvent> {
  yield all(rows, { state: "sending" });
  yield all(rows, { state: "verified" });
  yield END;
}

/** A carrier over `count` rows, and a server that answers each chunk with this stream, or instead of one with `reply`. */
async function setUp(count: number, stream: Stream = verify, reply?: () => Promise<ImportReply>) {
  const sheet = new Sheet();
  await sheet.load([{ blob: csvOf(range(count)), name: "a.csv" }]);
  const carrier = new Carrier(remote(sheet));
  const phases: CarrierState[] = [];
  carrier.subscribe(() => phases.push(carrier.state()));
  const chunks: OutgoingRow[][] = [];
  const runIds = new Set<string>();
  const actions = {
    importRows: vi.fn<ImportActions["importRows"]>(async ({ runId, rows }) => {
      runIds.add(runId);
      chunks.push(rows);
      return reply ? reply() : { ok: true, events: stream(rows, chunks.length) as AsyncIterable<RunEvent> };
    }),
    stopRun: vi.fn<ImportActions["stopRun"]>(async () => undefined),
  };
  const now = (): SheetState => {
    let heard: SheetState | undefined;
    sheet.subscribe((state) => {
      heard = state;
    });
    return heard as SheetState;
  };
  return { sheet, carrier, actions, phases, chunks, runIds, now };
}

const NOTHING_LEFT = { waiting: 0, sending: 0 };

describe("a run", () => {
  test("carries every ready row over and every outcome back, in one run of several chunks", async () => {
    const { carrier, actions, phases, chunks, runIds, now } = await setUp(2 * MOST_ROWS + 5);
    expect(carrier.state()).toEqual({ phase: "idle" });
    await carrier.start("ready", actions);
    expect(chunks.map((chunk) => chunk.length)).toEqual([MOST_ROWS, MOST_ROWS, 5]);
    expect(runIds.size).toBe(1);
    expect(now().counts).toMatchObject({ verified: 2 * MOST_ROWS + 5, ...NOTHING_LEFT });
    expect(phases[0]).toMatchObject({ phase: "running" });
    expect(carrier.state()).toEqual({
      phase: "done",
      total: 2 * MOST_ROWS + 5,
      stopped: false,
      halt: null,
      failure: null,
    });
  });

  test("begins once, however often the button is pressed", async () => {
    const { carrier, actions, runIds, chunks, now } = await setUp(3);
    await Promise.all([
      carrier.start("ready", actions),
      carrier.start("ready", actions),
      carrier.start("failed", actions),
    ]);
    expect([runIds.size, chunks.length]).toEqual([1, 1]);
    expect(now().counts).toMatchObject({ verified: 3 });
  });

  test("of nothing asks the server for nothing", async () => {
    const { carrier, actions } = await setUp(2);
    await carrier.start("failed", actions);
    expect(actions.importRows).not.toHaveBeenCalled();
    expect(carrier.state()).toMatchObject({ phase: "done", total: 0 });
  });

  test("and a later one of what failed has its own number", async () => {
    let first = true;
    const { carrier, actions, runIds, chunks, now } = await setUp(4, async function* (rows) {
      const outcome: Outcome = first ? { state: "refused", code: "user_not_found" } : { state: "verified" };
      yield all(rows.slice(0, 1), outcome);
      yield all(rows.slice(1), { state: "verified" });
      yield END;
      first = false;
    });
    await carrier.start("ready", actions);
    await carrier.start("failed", actions);
    expect(chunks.map((chunk) => chunk.map(({ id }) => id))).toEqual([[0, 1, 2, 3], [0]]);
    expect(runIds.size).toBe(2);
    expect(now().counts).toMatchObject({ verified: 4 });
  });

  test("tells when GenAuth asks to slow down, and when that is over", async () => {
    const { carrier, actions, phases } = await setUp(1, async function* (rows) {
      yield { type: "pace", concurrency: 1, pause: { seconds: 3, why: "throttled" } };
      yield { type: "pace", concurrency: 2, pause: null };
      yield* verify(rows);
    });
    await carrier.start("ready", actions);
    const slow = phases.flatMap((state) => ("slow" in state ? [state.slow] : []));
    expect(slow).toEqual(expect.arrayContaining([true, false]));
    expect(slow.indexOf(true)).toBeLessThan(slow.lastIndexOf(false));
  });

  test("is forgotten on request, but not while it is under way", async () => {
    const { carrier, actions } = await setUp(1);
    const run = carrier.start("ready", actions);
    carrier.reset();
    expect(carrier.state().phase).toBe("running");
    await run;
    carrier.reset();
    expect(carrier.state()).toEqual({ phase: "idle" });
  });
});

describe("a server that breaks off", () => {
  test.each<[string, Stream]>([
    [
      "in the middle",
      async function* (rows) {
        yield all(rows.slice(0, 1), { state: "verified" });
        throw new Error("network error");
      },
    ],
    [
      "without a last word",
      async function* (rows) {
        yield all(rows.slice(0, 1), { state: "verified" });
      },
    ],
    [
      "with a last word that nobody understands",
      async function* (rows) {
        yield all(rows.slice(0, 1), { state: "verified" });
        yield { type: "end", halt: "because" };
      },
    ],
  ])("%s: what it had in hand is unknown, what it never got is stopped", async (_, stream) => {
    const { carrier, actions, now } = await setUp(MOST_ROWS + 3, stream);
    await carrier.start("ready", actions);
    expect(carrier.state()).toMatchObject({ phase: "done", failure: "lost", halt: null, stopped: false });
    expect(now().counts).toMatchObject({ verified: 1, unknown: MOST_ROWS - 1, stopped: 3, ...NOTHING_LEFT });
    expect(now().retryable).toBe(MOST_ROWS + 2);
    expect(actions.importRows).toHaveBeenCalledTimes(1);
  });

  test("before any answer", async () => {
    const { carrier, actions, now } = await setUp(2, verify, () =>
      Promise.reject(new Error("Failed to fetch")),
    );
    await carrier.start("ready", actions);
    expect(carrier.state()).toMatchObject({ failure: "lost" });
    expect(now().counts).toMatchObject({ unknown: 2, ...NOTHING_LEFT });
  });

  test("can be tried again", async () => {
    let broken = true;
    const { carrier, actions, now } = await setUp(2, async function* (rows) {
      if (broken) throw new Error("network error");
      yield* verify(rows);
    });
    await carrier.start("ready", actions);
    broken = false;
    await carrier.start("failed", actions);
    expect(now().counts).toMatchObject({ verified: 2 });
    expect(carrier.state()).toMatchObject({ phase: "done", failure: null });
  });
});

describe("a server that takes nothing", () => {
  test("because the rows are malformed: none was sent, and none is unknown", async () => {
    const reply = async (): Promise<ImportReply> => ({ ok: false, code: "malformed" });
    const { carrier, actions, now } = await setUp(MOST_ROWS + 1, verify, reply);
    await carrier.start("ready", actions);
    expect(carrier.state()).toMatchObject({ failure: "malformed", halt: null });
    expect(now().counts).toMatchObject({ stopped: MOST_ROWS + 1, unknown: 0, ...NOTHING_LEFT });
    expect(actions.importRows).toHaveBeenCalledTimes(1);
  });

  test("because it is busy with this run: likewise", async () => {
    const { carrier, actions, now } = await setUp(3, async function* () {
      yield { type: "turned_away", code: "busy" };
    });
    await carrier.start("ready", actions);
    expect(carrier.state()).toMatchObject({ failure: "busy" });
    expect(now().counts).toMatchObject({ stopped: 3, unknown: 0 });
  });
});

test("news that nobody understands is passed over, and its rows end as unknown", async () => {
  const { carrier, actions, now } = await setUp(3, async function* (rows) {
    yield { type: "weather", sunny: true };
    yield { type: "outcomes", outcomes: [{ id: rows[0]?.id, outcome: { state: "splendid" } }] };
    yield all(rows.slice(1), { state: "verified" });
    yield END;
  });
  await carrier.start("ready", actions);
  expect(now().counts).toMatchObject({ verified: 2, unknown: 1, ...NOTHING_LEFT });
});

test("a halt ends the run: the later chunks are never sent, and say why", async () => {
  const { carrier, actions, sheet, now } = await setUp(MOST_ROWS + 2, async function* (rows) {
    yield all(rows.slice(0, 1), { state: "verified" });
    yield all(rows.slice(1), { state: "stopped", code: "credentials" });
    yield { type: "end", halt: "credentials" };
  });
  await carrier.start("ready", actions);
  expect(carrier.state()).toMatchObject({
    phase: "done",
    halt: "credentials",
    failure: null,
    stopped: false,
  });
  expect(now().counts).toMatchObject({ verified: 1, stopped: MOST_ROWS + 1 });
  expect(sheet.report(MOST_ROWS + 1, MOST_ROWS + 2)[0]?.outcome).toEqual({
    state: "stopped",
    code: "credentials",
  });
});

describe("Stop", () => {
  test("lets what is on its way come to its end, and sends nothing more", async () => {
    const { carrier, actions, chunks, phases, runIds, now } = await setUp(
      MOST_ROWS + 2,
      async function* (rows) {
        yield all(rows.slice(0, 10), { state: "sending" });
        carrier.stop();
        carrier.stop();
        yield all(rows.slice(0, 10), { state: "verified" });
        yield all(rows.slice(10), { state: "stopped" });
        yield END;
      },
    );
    await carrier.start("ready", actions);
    expect(chunks).toHaveLength(1);
    expect(actions.stopRun.mock.calls).toEqual([[...runIds]]);
    expect(phases.map(({ phase }) => phase)).toContain("stopping");
    expect(carrier.state()).toMatchObject({ phase: "done", stopped: true, halt: null, failure: null });
    expect(now().counts).toMatchObject({ verified: 10, stopped: MOST_ROWS - 8, unknown: 0 });
  });

  test("that does not reach the server still ends the run at its next chunk", async () => {
    const { carrier, actions, chunks, now } = await setUp(MOST_ROWS + 2, async function* (rows) {
      carrier.stop();
      yield* verify(rows);
    });
    actions.stopRun.mockRejectedValue(new Error("Failed to fetch"));
    await carrier.start("ready", actions);
    expect(chunks).toHaveLength(1);
    expect(now().counts).toMatchObject({ verified: MOST_ROWS, stopped: 2 });
  });

  test("pressed at once, before the first row is out, stops the run", async () => {
    const { carrier, actions, now } = await setUp(3);
    const run = carrier.start("ready", actions);
    carrier.stop();
    expect(carrier.state().phase).toBe("stopping");
    await run;
    expect(actions.importRows).not.toHaveBeenCalled();
    expect(carrier.state()).toMatchObject({ phase: "done", stopped: true, total: 3 });
    expect(now().counts).toMatchObject({ stopped: 3, ...NOTHING_LEFT });
  });

  test("without a run does nothing", async () => {
    const { carrier, actions } = await setUp(1);
    carrier.stop();
    expect([carrier.state().phase, actions.stopRun.mock.calls.length]).toEqual(["idle", 0]);
  });
});

test("who has stopped listening hears no more", async () => {
  const { carrier, actions } = await setUp(1);
  const listener = vi.fn();
  carrier.subscribe(listener)();
  await carrier.start("ready", actions);
  expect(listener).not.toHaveBeenCalled();
});
