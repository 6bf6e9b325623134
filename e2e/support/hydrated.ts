import type { Page } from "@playwright/test";

/** Resolves when React answers for what is on the page: before that, a click goes nowhere. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector("input[type=file]:disabled") &&
      [...document.querySelectorAll("main button, main textarea, header button")].every((element) =>
        Object.keys(element).some((key) => key.startsWith("__reactProps")),
      ),
  );
}
