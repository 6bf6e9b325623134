import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import { firstLoad, MOST_BYTES } from "@/scripts/first-load";

test("the Import page answers after at most 200 kB of JavaScript, compressed", async ({ page, app }) => {
  const files = firstLoad();
  expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES);

  const html = await (await page.request.get("/")).text();
  const named = [...html.matchAll(/<script[^>]* src="\/_next\/([^"?]+)[^>]*>/g)]
    .filter(([tag]) => !/nomodule/i.test(tag))
    .map(([, file]) => file);
  expect(named.length, "the page names its scripts").toBeGreaterThan(3);
  expect(files.map(({ file }) => file)).toEqual(expect.arrayContaining(named));

  await app.open();
  await expect(page.getByRole("button", { name: t("start.choose") })).toBeEnabled();
});
