import "server-only";

import type { Verify } from "@/lib/import/context";
import type { PaceView } from "@/lib/import/pace";
import type { ImportPort, SendRow } from "@/lib/import/port";
import { runImport } from "@/lib/import/run";
import type { RunEvent } from "@/lib/otp/run-event";
import { EventBuffer } from "./event-buffer";
import { type LiveRun, releaseRun, takeRun } from "./registry";

export type StreamRunInput = {
  /** The same for all chunks of one run; made by the browser. */
  runId: string;
  /** Who may go on with this run and stop it. */
  ownerId: string;
  /** One chunk. Checked rows; ids and user ids are unique in the whole run. */
  rows: readonly SendRow[];
  port: ImportPort;
  /** Default: `every`. */
  verify?: Verify | undefined;
};

/**
 * Imports one chunk of a run and streams what becomes of its rows. It starts with the first `next()`. When the consumer
 * goes away, what is under way is finished and nothing more of the chunk is sent.
 */
export function streamRun(input: StreamRunInput): AsyncIterableIterator<RunEvent, undefined, undefined> {
  const gone = new AbortController();
  const events = chunkEvents(input, gone);
  const leave = async () => {
    // By hand, before the generator hears of it: a generator that is waiting takes note of `return` only when its wait
    // is over, and by then more might have been sent.
    gone.abort();
    return events.return(undefined);
  };
  return {
    next: () => events.next(),
    return: leave,
    // React calls this one when the connection breaks. Nobody is left to tell of an error.
    throw: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* chunkEvents(
  input: StreamRunInput,
  gone: AbortController,
): AsyncGenerator<RunEvent, undefined> {
  const { runId, ownerId } = input;
  const live = takeRun(runId, ownerId);
  if (!live) {
    yield { type: "turned_away", code: "busy" };
    return;
  }
  const buffer = new EventBuffer();
  const discard = () => buffer.discard();
  gone.signal.addEventListener("abort", discard);
  // Not awaited when the consumer goes away: then it comes to its end by itself, and gives the run free.
  const work = importChunk(input, live, gone.signal, buffer).finally(() => {
    live.pace.onChange = null;
    releaseRun(runId, ownerId);
    buffer.close();
  });
  work.catch(() => {});
  try {
    for (let due = await buffer.take(); due; due = await buffer.take()) yield* due;
    yield { type: "end", halt: (await work).halt };
  } finally {
    gone.abort();
  }
}

async function importChunk(
  { rows, port, verify }: StreamRunInput,
  { pace, stop }: LiveRun,
  gone: AbortSignal,
  buffer: EventBuffer,
) {
  pace.onChange = (view) => buffer.pace(paceEvent(view));
  // A pause that an earlier chunk has run into still holds for this one.
  if (pace.view.pause) buffer.pace(paceEvent(pace.view));
  const signal = AbortSignal.any([stop.signal, gone]);
  return runImport({
    rows,
    port,
    verify,
    before: "blind",
    pace,
    signal,
    emit: (outcomes) => buffer.outcomes(outcomes),
  });
}

function paceEvent({ concurrency, pause }: PaceView): Extract<RunEvent, { type: "pace" }> {
  return { type: "pace", concurrency, pause: pause && { seconds: pause.ms / 1_000, why: pause.why } };
}
