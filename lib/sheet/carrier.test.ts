import type { Remote } from "comlink";
import { describe, expect, test, vi } from "vitest";
import { type FeedReply, type ImportRow, MOST_ROWS } from "@/lib/otp/import-request";
import type { Outcome } from "@/lib/otp/outcome";
import type { RunEvent } from "@/lib/otp/run-event";
import { DEFAULT_OPTIONS, type RunView } from "@/lib/otp/run-view";
import type { RunApi } from "./actions";
import { Carrier, type CarrierState } from "./carrier";
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

const viewOf = (key: string, changes: Partial<RunView> = {}): RunView => ({
  key,
  who: "local",
  host: "https://genauth.example",
  pool: "pool",
  sources: [],
  options: DEFAULT_OPTIONS,
  state: "running",
  halt: null,
  total: 1,
  received: 1,
  counts: {},
  sentTo: -1,
  createdAt: "2026-11-22T12:00:00.000Z",
  endedAt: null,
  pace: null,
  ...changes,
});

/** A server with one run, which ends when all its rows are there and `hold` is not. */
class FakeServer implements RunApi {
  key = "";
  rows: ImportRow[] = [];
  chunks: number[] = [];
  commands: string[] = [];
  opened = 0;
  follows: number[] = [];
  end: Partial<RunView> = { state: "done" };
  /** What it says to the next chunks, one after the other; an Error breaks the connection. */
  replies: (FeedReply | Error)[] = [];
  /** What happens on each connection of a follower before the rest is told. */
  broken: (() => AsyncGenerator<unknown>)[] = [];
  outcome: (row: ImportRow) => Outcome | null = () => ({ state: "verified" });
  opens: () => Promise<FeedReply> = async () => ({ ok: true });
  reachable = true;
  #done!: () => void;
  #sealed = new Promise<void>((resolve) => {
    this.#done = resolve;
  });

  async open({ key }: { key: string }) {
    this.opened++;
    this.key = key;
    return this.opens();
  }
  async feed(_key: string, { rows, last }: { rows: ImportRow[]; last: boolean }): Promise<FeedReply> {
    this.chunks.push(rows.length);
    const reply = this.replies.shift();
    if (reply instanceof Error) throw reply;
    if (reply) return reply;
    this.rows.push(...rows);
    if (last) this.#done();
    return { ok: true };
  }
  async command(_key: string, command: string) {
    if (!this.reachable) throw new Error("Failed to fetch");
    this.commands.push(command);
    if (command === "stop") {
      this.end = { state: "stopped" };
      this.#done();
    }
  }
  async *follow(key: string, after: number, signal: AbortSignal): AsyncGenerator<unknown> {
    this.follows.push(after);
    if (!this.reachable) throw new Error("Failed to fetch");
    const broken = this.broken.shift();
    if (broken) {
      yield* broken();
      return;
    }
    await Promise.race([this.#sealed, new Promise((resolve) => signal.addEventListener("abort", resolve))]);
    const outcomes = this.rows.flatMap((row) => {
      const outcome = this.outcome(row);
      return outcome ? [{ first: row.id, last: row.id, outcome }] : [];
    });
    yield { type: "outcomes", cursor: 1, outcomes } satisfies RunEvent;
    yield { type: "end", run: viewOf(key, this.end) } satisfies RunEvent;
  }
}

async function setUp(count: number) {
  const sheet = new Sheet();
  await sheet.load([{ blob: csvOf(range(count)), name: "a.csv" }]);
  const waits: number[] = [];
  const carrier = new Carrier(remote(sheet), async (ms) => {
    waits.push(ms);
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
  const phases: CarrierState[] = [];
  carrier.subscribe(() => phases.push(carrier.state()));
  const server = new FakeServer();
  const now = (): SheetState => {
    let heard: SheetState | undefined;
    sheet.subscribe((state) => {
      heard = state;
    });
    return heard as SheetState;
  };
  const start = (scope: "ready" | "failed" = "ready", api: RunApi = server) =>
    carrier.start(scope, api, DEFAULT_OPTIONS);
  return { sheet, carrier, server, phases, now, start, waits };
}

const NOTHING_LEFT = { waiting: 0, sending: 0 };

describe("a run", () => {
  test("carries every ready row over in chunks, and every outcome back", async () => {
    const { carrier, server, phases, now, start } = await setUp(2 * MOST_ROWS + 5);
    expect(carrier.state()).toEqual({ phase: "idle" });
    await start();
    expect(server.chunks).toEqual([MOST_ROWS, MOST_ROWS, 5]);
    expect(server.rows[0]).toMatchObject({ source: 0, line: 2 });
    expect(now().counts).toMatchObject({ verified: 2 * MOST_ROWS + 5, ...NOTHING_LEFT });
    expect(phases[0]).toMatchObject({ phase: "running" });
    expect(phases.some((state) => "fed" in state && state.fed)).toBe(true);
    expect(carrier.state()).toEqual({
      phase: "done",
      key: server.key,
      total: 2 * MOST_ROWS + 5,
      stopped: false,
      halt: null,
      failure: null,
    });
  });

  test("says that nothing more comes also when the rows fill their chunks", async () => {
    const { server, start, now } = await setUp(MOST_ROWS);
    await start();
    expect(server.chunks).toEqual([MOST_ROWS, 0]);
    expect(now().counts).toMatchObject({ verified: MOST_ROWS });
  });

  test("begins once, however often the button is pressed", async () => {
    const { server, start, now } = await setUp(3);
    await Promise.all([start(), start(), start("failed")]);
    expect([server.opened, server.chunks]).toEqual([1, [3]]);
    expect(now().counts).toMatchObject({ verified: 3 });
  });

  test("of nothing asks the server for nothing", async () => {
    const { carrier, server, start } = await setUp(2);
    await start("failed");
    expect(server.opened).toBe(0);
    expect(carrier.state()).toMatchObject({ phase: "done", total: 0 });
  });

  test("and a later one of what failed is another run", async () => {
    const { server, start, now } = await setUp(4);
    server.outcome = ({ id }) =>
      id === 0 ? { state: "refused", code: "user_not_found" } : { state: "verified" };
    await start();
    const again = new FakeServer();
    await start("failed", again);
    expect(again.rows.map(({ id }) => id)).toEqual([0]);
    expect(again.key).not.toBe(server.key);
    expect(now().counts).toMatchObject({ verified: 4 });
  });

  test("shows what is on its way, and when GenAuth asks to slow down", async () => {
    const { server, phases, sheet, start } = await setUp(2);
    const sent = vi.spyOn(sheet, "applySent");
    const pause = { seconds: 3, why: "throttled" } as const;
    server.broken = [
      async function* () {
        yield {
          type: "progress",
          run: viewOf(server.key, { sentTo: 1, pace: { concurrency: 1, recalled: 0, pause } }),
        };
        yield {
          type: "progress",
          run: viewOf(server.key, { pace: { concurrency: 2, recalled: 0, pause: null } }),
        };
      },
    ];
    await start();
    expect(sent.mock.calls[0]).toEqual([1]);
    const held = phases.flatMap((state) => ("pace" in state && state.pace ? [state.pace.pause] : []));
    expect(held).toContainEqual(pause);
    expect(held.at(-1)).toBe(null);
  });

  test("is forgotten on request, but not while it is under way", async () => {
    const { carrier, start } = await setUp(1);
    const run = start();
    carrier.reset();
    expect(carrier.state().phase).toBe("running");
    await run;
    carrier.reset();
    expect(carrier.state()).toEqual({ phase: "idle" });
  });
});

describe("a connection that breaks", () => {
  test("is made again from where it broke, and no outcome is missed", async () => {
    const { server, phases, now, start } = await setUp(3);
    server.broken = [
      async function* () {
        yield {
          type: "outcomes",
          cursor: 7,
          outcomes: [{ first: 0, last: 0, outcome: { state: "accepted" } }],
        };
        throw new Error("network error");
      },
      async function* () {},
    ];
    await start();
    expect(server.follows).toEqual([0, 7, 7]);
    const offline = phases.flatMap((state) => ("offline" in state ? [state.offline] : []));
    expect(offline.indexOf(true)).toBeLessThan(offline.lastIndexOf(false));
    expect(now().counts).toMatchObject({ accepted: 1, verified: 2 });
  });

  test("while rows go up: the chunk goes again, until the server has it", async () => {
    const { server, waits, now, start } = await setUp(MOST_ROWS + 1);
    server.replies = [
      new Error("Failed to fetch"),
      { ok: false, code: "full" },
      { ok: false, code: "elsewhere" },
    ];
    await start();
    expect(server.chunks).toEqual([MOST_ROWS, MOST_ROWS, MOST_ROWS, MOST_ROWS, 1]);
    expect(waits.length).toBe(3);
    expect(now().counts).toMatchObject({ verified: MOST_ROWS + 1 });
  });

  test("news that nobody understands is passed over", async () => {
    const { server, now, start } = await setUp(1);
    server.broken = [
      async function* () {
        yield { type: "weather", sunny: true };
        yield {
          type: "outcomes",
          cursor: 1,
          outcomes: [{ first: 0, last: 0, outcome: { state: "splendid" } }],
        };
      },
    ];
    await start();
    expect(server.follows).toEqual([0, 0]);
    expect(now().counts).toMatchObject({ verified: 1 });
  });
});

describe("a run that does not come to its end", () => {
  test("because its server died: what it may have sent is unknown, the rest was not sent", async () => {
    const { carrier, server, now, start } = await setUp(4);
    server.outcome = ({ id }) => (id === 0 ? { state: "verified" } : null);
    server.end = { state: "interrupted", halt: "interrupted", sentTo: 1 };
    await start();
    expect(carrier.state()).toMatchObject({ halt: "interrupted", failure: null, stopped: false });
    expect(now().counts).toMatchObject({ verified: 1, unknown: 1, stopped: 2, ...NOTHING_LEFT });
    expect(now().retries.failed).toBe(3);
  });

  test("because GenAuth ended it: the rest says why", async () => {
    const { carrier, server, sheet, start } = await setUp(2);
    server.outcome = ({ id }) => (id === 0 ? { state: "verified" } : null);
    server.end = { state: "halted", halt: "credentials" };
    await start();
    expect(carrier.state()).toMatchObject({ halt: "credentials", failure: null });
    expect(sheet.report(1, 2)[0]?.outcome).toEqual({ state: "stopped", code: "credentials" });
  });

  test("because nobody knows it any more: what was handed out may be anywhere", async () => {
    const { carrier, server, now, start } = await setUp(2);
    server.broken = [
      async function* () {
        await vi.waitFor(() => expect(server.rows).toHaveLength(2));
        yield { type: "gone" };
      },
    ];
    await start();
    expect(carrier.state()).toMatchObject({ failure: "lost" });
    expect(now().counts).toMatchObject({ unknown: 2, ...NOTHING_LEFT });
  });

  test("because the server takes no such rows: it is stopped", async () => {
    const { carrier, server, now, start } = await setUp(MOST_ROWS + 1);
    server.replies = [{ ok: false, code: "malformed" }];
    await start();
    expect(server.commands).toEqual(["stop"]);
    expect(carrier.state()).toMatchObject({ failure: "malformed" });
    expect(now().counts).toMatchObject({ stopped: MOST_ROWS + 1, unknown: 0, ...NOTHING_LEFT });
  });

  test.each([
    ["does not open it", async (): Promise<FeedReply> => ({ ok: false, code: "malformed" }), "malformed"],
    ["does not answer", () => Promise.reject(new Error("Failed to fetch")), "unreached"],
  ])("because the server %s: nothing was sent", async (_, opens, failure) => {
    const { carrier, server, now, start } = await setUp(2);
    server.opens = opens;
    await start();
    expect(server.chunks).toEqual([]);
    expect(carrier.state()).toMatchObject({ failure });
    expect(now().counts).toMatchObject({ stopped: 2, unknown: 0, ...NOTHING_LEFT });
  });
});

test("a run whose opening nobody answers at first is opened all the same", async () => {
  const { carrier, server, now, start } = await setUp(2);
  const replies: FeedReply[] = [{ ok: false, code: "full" }, { ok: true }];
  server.opens = async () => {
    if (server.opened === 1) throw new Error("Failed to fetch");
    return replies.shift() ?? { ok: false, code: "over" };
  };
  await start();
  expect(server.opened).toBe(3);
  expect(carrier.state()).toMatchObject({ phase: "done", failure: null });
  expect(now().counts).toMatchObject({ verified: 2, ...NOTHING_LEFT });
});

describe("Stop", () => {
  /** Told while the rows go up. */
  async function stopped(count: number) {
    const all = await setUp(count);
    const feed = all.server.feed.bind(all.server);
    all.server.feed = async (key, request) => {
      all.carrier.stop();
      all.carrier.stop();
      return feed(key, request);
    };
    return all;
  }

  test("is told at once, and no more rows go up", async () => {
    const { carrier, server, phases, now, start } = await stopped(MOST_ROWS + 2);
    server.outcome = ({ id }) => (id < 10 ? { state: "verified" } : null);
    await start();
    expect([server.chunks, server.commands]).toEqual([[MOST_ROWS], ["stop"]]);
    expect(phases.map(({ phase }) => phase)).toContain("stopping");
    expect(carrier.state()).toMatchObject({ phase: "done", stopped: true, halt: null, failure: null });
    expect(now().counts).toMatchObject({ verified: 10, stopped: MOST_ROWS - 8, unknown: 0 });
  });

  test("that does not reach the server is told again until it does", async () => {
    const { server, start, now } = await stopped(MOST_ROWS + 2);
    const command = server.command.bind(server);
    let tries = 0;
    server.command = async (key, which) => {
      if (tries++ < 4) throw new Error("Failed to fetch");
      return command(key, which);
    };
    server.outcome = () => null;
    await start();
    expect(tries).toBe(5);
    expect(now().counts).toMatchObject({ stopped: MOST_ROWS + 2 });
  });

  test("without a connection lets go of the run, and still gets to the server later", async () => {
    const { carrier, server, now, start } = await setUp(3);
    server.reachable = false;
    carrier.subscribe(() => {
      const state = carrier.state();
      if ("offline" in state && state.offline && server.rows.length > 0) carrier.stop();
    });
    await start();
    expect(carrier.state()).toMatchObject({ failure: "lost", stopped: true });
    expect(now().counts).toMatchObject({ unknown: 3, ...NOTHING_LEFT });
    server.reachable = true;
    await vi.waitFor(() => expect(server.commands).toEqual(["stop"]));
  });

  test("pressed at once, before the first row is out, stops the run", async () => {
    const { carrier, server, now, start } = await setUp(3);
    const run = start();
    carrier.stop();
    expect(carrier.state().phase).toBe("stopping");
    await run;
    expect(server.chunks).toEqual([]);
    expect(carrier.state()).toMatchObject({ phase: "done", stopped: true, total: 3 });
    expect(now().counts).toMatchObject({ stopped: 3, ...NOTHING_LEFT });
  });

  test("without a run does nothing", async () => {
    const { carrier, server } = await setUp(1);
    carrier.stop();
    carrier.pause(true);
    expect([carrier.state().phase, server.commands]).toEqual(["idle", []]);
  });
});

test("Pause and Resume are told to the server", async () => {
  const { carrier, server, start } = await setUp(1);
  const feed = server.feed.bind(server);
  const seen: unknown[] = [];
  server.feed = async (key, request) => {
    carrier.pause(true);
    seen.push(carrier.state());
    carrier.pause(false);
    return feed(key, request);
  };
  await start();
  expect(server.commands).toEqual(["pause", "run"]);
  expect(seen).toMatchObject([{ paused: true }]);
});

test("who has stopped listening hears no more", async () => {
  const { carrier, start } = await setUp(1);
  const listener = vi.fn();
  carrier.subscribe(listener)();
  await start();
  expect(listener).not.toHaveBeenCalled();
});
