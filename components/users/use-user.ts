"use client";

import { useCallback, useEffect, useState } from "react";
import { type UserReply, userReplySchema } from "@/lib/otp/pool-user-view";
import { type TurnedAway, turnedAway } from "./turned-away";

/** A user as GenAuth and the ledger know them. */
export type Known = UserReply | TurnedAway | { state: "offline" };

async function ask(connection: string, userId: string, signal: AbortSignal): Promise<Known> {
  const path = `/api/users/${encodeURIComponent(userId)}?connection=${encodeURIComponent(connection)}`;
  const response = await fetch(path, { signal });
  const away = await turnedAway(response);
  if (away) return away;
  const parsed = response.ok ? userReplySchema.safeParse(await response.json()) : null;
  return parsed?.data ?? { state: "offline" };
}

/** Reads a user, and again whenever `look` is called; what was known stays until there is something newer. */
export function useUser(connection: string, userId: string): { known: Known | null; look: () => void } {
  const [known, setKnown] = useState<Known | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    ask(connection, userId, left.signal)
      .catch((): Known => ({ state: "offline" }))
      .then((answer) => {
        if (left.signal.aborted) return;
        // Somebody reads it: a second answer that fails is no reason to take it away.
        setKnown((before) =>
          before?.state === "found" && answer.state !== "found" && turn > 0 ? before : answer,
        );
      });
    return () => left.abort();
  }, [connection, userId, turn]);
  const look = useCallback(() => setTurn((before) => before + 1), []);
  return { known, look };
}
