"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { notAllowedStatus } from "@/lib/otp/not-allowed";
import type { FinalOutcome } from "@/lib/otp/outcome";
import { runEventSchema } from "@/lib/otp/run-event";
import type { SaveFailure, SaveReply, SaveRequest } from "@/lib/otp/save-otp";
import { streamed, Unstreamed } from "@/lib/sheet/run-http";

export type Saving =
  | { phase: "idle" }
  | { phase: "saving" }
  | { phase: "done"; outcome: FinalOutcome }
  | { phase: "failed"; why: Exclude<SaveFailure, "shared"> }
  /** Another user has the same secret. */
  | { phase: "shared"; userId: string | null };

const AGAIN_MS = 1_000;
const MOST_TRIES = 15;
/** A save whose answer was lost may be on its way still: only a run that is not there so often will not come. */
const TRIES_FOR_LOST = 4;

/**
 * The outcome of a run of one row; null: there is no such run; undefined: nobody answers; "out": nobody is signed in.
 * @param told the server has said that the run is open
 */
async function outcomeOf(
  key: string,
  signal: AbortSignal,
  told: boolean,
): Promise<FinalOutcome | "out" | null | undefined> {
  let gone = 0;
  for (let tries = 0; tries < MOST_TRIES && !signal.aborted; tries++) {
    let last: FinalOutcome | null = null;
    try {
      for await (const given of streamed(`/api/users/runs/${key}/events?after=0`, { signal })) {
        const { data: event } = runEventSchema.safeParse(given);
        if (event?.type === "gone" && (told || ++gone === TRIES_FOR_LOST)) return null;
        for (const { outcome } of event?.type === "outcomes" ? event.outcomes : [])
          if (outcome.state !== "waiting" && outcome.state !== "sending") last = outcome;
        if (event?.type === "end") return last ?? { state: "stopped" };
      }
    } catch (thrown) {
      if (thrown instanceof Unstreamed && thrown.status === 401) return "out";
      // The next try will tell.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return undefined;
}

/** Saves an OTP and waits for what becomes of it, whatever happens to the connection meanwhile. */
export function useSave(save: (request: SaveRequest) => Promise<SaveReply>) {
  const [saving, setSaving] = useState<Saving>({ phase: "idle" });
  const key = useRef("");
  const left = useRef<AbortController>(undefined);
  useEffect(() => () => left.current?.abort(), []);

  const hear = useCallback(async (told: boolean): Promise<FinalOutcome | null> => {
    left.current?.abort();
    const own = new AbortController();
    left.current = own;
    const outcome = await outcomeOf(key.current, own.signal, told);
    if (own.signal.aborted) return null;
    if (outcome === "out") {
      setSaving({ phase: "failed", why: "deaf" });
      return null;
    }
    if (outcome) setSaving({ phase: "done", outcome });
    // A run that was said to be open and is not there any more has been lost with its server.
    else setSaving({ phase: "failed", why: outcome === null && !told ? "unreached" : "lost" });
    return outcome ?? null;
  }, []);

  const start = useCallback(
    async (request: Omit<SaveRequest, "key">): Promise<FinalOutcome | null> => {
      key.current = crypto.randomUUID();
      setSaving({ phase: "saving" });
      let reply: SaveReply | null = null;
      try {
        reply = await save({ key: key.current, ...request });
      } catch (thrown) {
        const status = notAllowedStatus(thrown);
        if (status !== null) {
          // Turned away at the door: no run was opened, and none is waited for.
          setSaving({ phase: "failed", why: status === 401 ? "out" : "denied" });
          return null;
        }
        // It may have got there all the same: the run itself knows.
      }
      if (reply && !reply.ok) {
        if (reply.code === "shared") setSaving({ phase: "shared", userId: reply.userId });
        else setSaving({ phase: "failed", why: reply.code });
        return null;
      }
      return hear(reply !== null);
    },
    [save, hear],
  );

  const listen = useCallback(() => {
    setSaving({ phase: "saving" });
    return hear(true);
  }, [hear]);
  const reset = useCallback(() => setSaving({ phase: "idle" }), []);
  return { saving, start, listen, reset };
}
