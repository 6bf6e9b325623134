import { expect, type Page } from "@playwright/test";

/** WCAG 2.2, 2.5.8: the least that a finger can be asked to hit. */
const TARGET_PX = 24;

/**
 * Every control that is shown can be brought into the window, lies under nothing else there, and is large enough to be
 * hit, or far enough from the next. While a dialog is open these are the dialog's.
 */
export async function expectOperable(page: Page, state: string): Promise<void> {
  const found = await page.evaluate((least) => {
    const controls = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary";
    const shown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      // One pixel is for screen readers alone.
      return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    const dialog = document.querySelector("[role=dialog], [role=menu]");
    const targets = [...(dialog ?? document).querySelectorAll<HTMLElement>(controls)].filter(shown);
    const boxOf = (element: HTMLElement) => {
      const label = (element as HTMLInputElement).labels?.[0];
      return (
        label && element.matches("[type=checkbox], [type=radio]") ? label : element
      ).getBoundingClientRect();
    };
    const wrong: string[] = [];
    for (const target of targets) {
      const name = target.getAttribute("aria-label") ?? target.textContent?.slice(0, 40) ?? target.tagName;
      target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const { left, top, width, height } = target.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const over = document.elementFromPoint(x, y);
      const hit =
        over && (target.contains(over) || over.contains(target) || over.closest("label")?.control === target);
      if (!hit) wrong.push(`cannot be hit: ${name}, under ${over?.tagName ?? "nothing"}`);
      const box = boxOf(target);
      // A link in a sentence is as tall as its line.
      if (Math.min(box.width, box.height) >= least || getComputedStyle(target).display === "inline") continue;
      const near = targets.filter((other) => {
        const its = other.getBoundingClientRect();
        const dx = Math.max(its.left - x, 0, x - its.right);
        const dy = Math.max(its.top - y, 0, y - its.bottom);
        return other !== target && Math.hypot(dx, dy) < least / 2;
      });
      if (near.length > 0) wrong.push(`too small: ${name}, ${box.width} × ${box.height} px`);
    }
    return wrong;
  }, TARGET_PX);
  // Softly: one walk through the screens shows all that is wrong with any of them.
  expect.soft(found, `cannot be operated on: ${state}`).toEqual([]);
}
