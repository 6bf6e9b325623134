import { useCallback, useEffect, useState } from "react";
import { runEventSchema } from "@/lib/otp/run-event";
import type { RunView } from "@/lib/otp/run-view";
import { runsOver } from "@/lib/sheet/run-http";
import { useReturn } from "./use-return";

const AGAIN_MS = 1_000;

/** A run as it goes; `gone` when there is none, `offline` while the server does not answer. `look` has it asked for anew. */
export function useRun(key: string): {
  run: RunView | null;
  gone: boolean;
  offline: boolean;
  look: () => void;
} {
  const [run, setRun] = useState<RunView | null>(null);
  const [gone, setGone] = useState(false);
  const [offline, setOffline] = useState(false);
  const [looks, setLooks] = useState(0);
  const look = useCallback(() => setLooks((before) => before + 1), []);
  useReturn(look);
  useEffect(() => {
    const left = new AbortController();
    const follow = async () => {
      while (!left.signal.aborted) {
        try {
          for await (const given of runsOver().follow(key, null, left.signal)) {
            const { data: event } = runEventSchema.safeParse(given);
            if (!event || left.signal.aborted) continue;
            setOffline(false);
            if (event.type === "gone") setGone(true);
            if (event.type === "progress" || event.type === "end") setRun(event.run);
            if (event.type === "gone" || event.type === "end") return;
          }
        } catch {
          // Tried again below.
        }
        if (left.signal.aborted) return;
        setOffline(true);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    };
    void follow();
    return () => left.abort();
  }, [key, looks]);
  return { run, gone, offline, look };
}
