import { useEffect } from "react";

/**
 * Where a control goes away, or is switched off, with the focus on it, the keyboard would be at the top of the page again:
 * `heir` has the focus then. It is looked at when `moment` changes; a focus that is somewhere stays there.
 */
export function useLostFocus(moment: string, heir: () => HTMLElement | null): void {
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body && !activeElement.matches(":disabled")) return;
    heir()?.focus({ preventScroll: true });
  }, [moment]);
}
