import { useEffect } from "react";

/** What is shown may have changed while nobody looked at this tab: has it looked at again by who comes back. */
export function useReturn(look: () => void): void {
  useEffect(() => {
    const onChange = () => {
      if (document.visibilityState === "visible") look();
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, [look]);
}
