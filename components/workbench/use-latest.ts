"use client";

import { useCallback, useRef, useState } from "react";

/** What was put in last, and then the answer to it: one that comes when something else has been put in is not wanted. */
export function useLatest<T>(): [T | null, (next: T | null, answer?: Promise<T | null>) => void] {
  const [latest, setLatest] = useState<T | null>(null);
  const puts = useRef(0);
  const put = useCallback((next: T | null, answer?: Promise<T | null>) => {
    const mine = ++puts.current;
    setLatest(next);
    void answer?.then((its) => mine === puts.current && setLatest(its));
  }, []);
  return [latest, put];
}
