"use client";

import { useEffect, useState } from "react";
import { holdsSecret } from "@/lib/otp/misplaced-secret";
import { type SearchReply, SHORTEST_QUERY, searchReplySchema } from "@/lib/otp/pool-user-view";
import { type TurnedAway, turnedAway } from "./turned-away";

/** What is typed is asked for when typing has stopped for so long. */
const SETTLE_MS = 220;

export type Search =
  | { state: "idle" }
  | { state: "searching" }
  /** What was typed looks like a secret: it is not sent anywhere. */
  | { state: "secret" }
  /** The console itself did not answer. */
  | { state: "offline" }
  | TurnedAway
  | SearchReply;

async function ask(connection: string, query: string, signal: AbortSignal): Promise<Search> {
  const response = await fetch(`/api/users/search?connection=${encodeURIComponent(connection)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
    signal,
  });
  const away = await turnedAway(response);
  if (away) return away;
  const parsed = response.ok ? searchReplySchema.safeParse(await response.json()) : null;
  return parsed?.data ?? { state: "offline" };
}

/** Searches as somebody types: what was asked before is let go of at once. `again` asks the same once more. */
export function useUserSearch(connection: string, text: string): { search: Search; again: () => void } {
  const query = text.trim();
  const [turn, setTurn] = useState(0);
  const asked = `${turn} ${query}`;
  const [answered, setAnswered] = useState<{ asked: string; search: Search } | null>(null);
  const short = query.length < SHORTEST_QUERY;
  const secret = holdsSecret(query);
  useEffect(() => {
    if (short || secret) return;
    const left = new AbortController();
    const timer = setTimeout(() => {
      ask(connection, query, left.signal)
        .catch((): Search => ({ state: "offline" }))
        .then((search) => left.signal.aborted || setAnswered({ asked, search }));
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [connection, query, asked, short, secret]);
  const again = () => setTurn((before) => before + 1);
  if (short) return { search: { state: "idle" }, again };
  if (secret) return { search: { state: "secret" }, again };
  return { search: answered?.asked === asked ? answered.search : { state: "searching" }, again };
}
