"use client";

import { useState } from "react";
import { useRevealRecord } from "@/components/import/reveal-record";

/**
 * Whether a secret on a user's page is to be seen, and what turns it over: the server writes down who sees it before it is.
 * @param line of a record, in its file
 */
export function useShown(userId: string, line: number | null = null): [boolean, () => void] {
  const [shown, setShown] = useState(false);
  const record = useRevealRecord();
  const turn = async () => setShown(!shown && (await record({ kind: "shown", rows: 1, line, userId })));
  return [shown, () => void turn()];
}
