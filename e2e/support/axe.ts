import { expect, type Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";

/** No violation of any of axe's rules in the page as it stands. */
export async function expectNoViolation(page: Page, state: string): Promise<void> {
  // In the middle of a transition colours are neither the old nor the new ones.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  );
  // As long as the document is the same, axe is still there.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  const said = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
  // Softly: one walk through the states shows all that is wrong with any of them.
  expect.soft(said, `axe on: ${state}`).toEqual([]);
}

/** At any width the page itself never scrolls sideways (WCAG 2.1, 1.4.10). */
export async function expectNoSidewaysScroll(page: Page, state: string): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(excess, `pixels beyond the window on: ${state}`).toBeLessThanOrEqual(0);
}
