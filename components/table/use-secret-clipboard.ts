"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { CLEARED_AFTER_MS, clearClipboard, fingerprint, stillHolds } from "./clipboard";

/** What there is to say about secrets on the clipboard; `held`: they may still be there, and only the admin can tell. */
export type SecretClipboard = "none" | "held" | "cleared";

/** Takes copied secrets off the clipboard after a while, if nothing else has been copied since. */
export function useSecretClipboard() {
  const [state, setState] = useState<SecretClipboard>("none");
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const clear = useCallback(async () => {
    stop.current?.();
    setState((await clearClipboard()) ? "cleared" : "held");
  }, []);

  /** Secrets have just been copied. */
  const watch = useCallback(
    (text: Blob) => {
      stop.current?.();
      setState("none");
      // The text itself is not kept.
      const print = fingerprint(text);
      let left = false;
      const leave = () => {
        left = true;
      };
      const check = async () => {
        // A page that is not in front can neither read the clipboard nor write it.
        if (!document.hasFocus()) return window.addEventListener("focus", check, { once: true });
        const holds = await stillHolds(await print, left);
        if (holds === null) setState("held");
        else if (holds) await clear();
      };
      const timer = setTimeout(() => void check(), CLEARED_AFTER_MS);
      window.addEventListener("blur", leave);
      document.addEventListener("copy", leave);
      document.addEventListener("cut", leave);
      stop.current = () => {
        clearTimeout(timer);
        window.removeEventListener("focus", check);
        window.removeEventListener("blur", leave);
        document.removeEventListener("copy", leave);
        document.removeEventListener("cut", leave);
      };
    },
    [clear],
  );

  /** Something else has been copied: the secrets are gone already. */
  const forget = useCallback(() => {
    stop.current?.();
    setState("none");
  }, []);

  return { state, watch, forget, clear };
}
