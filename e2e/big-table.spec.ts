import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectNoViolation } from "@/e2e/support/axe";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** More than fit into the highest canvas that browsers draw. */
const ROWS = 500_000;
const PASTED = 100_000;
const B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function csv(): string {
  const lines = ["userId,secret"];
  for (let row = 0; row < ROWS; row++) {
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ".slice(0, 28);
    for (let digit = 0, rest = row; digit < 4; digit++, rest = Math.floor(rest / 32))
      secret += B32.charAt(rest % 32);
    lines.push(`${row.toString(16).padStart(24, "0")},${secret}`);
  }
  return lines.join("\n");
}

/** The lines that are whole on screen, first and last. */
function linesOnScreen(app: ImportScreen): Promise<{ first: number; last: number; count: number }> {
  return app.grid.evaluate((grid) => {
    const box = grid.getBoundingClientRect();
    const header = grid.querySelector("[role=columnheader]")?.getBoundingClientRect().bottom ?? 0;
    const lines = [...grid.querySelectorAll("[role=row][data-row]")]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= header - 1 && bottom <= box.top + grid.clientHeight + 1;
      })
      .map((row) => Number(row.getAttribute("aria-rowindex")));
    return { first: Math.min(...lines), last: Math.max(...lines), count: lines.length };
  });
}

async function wheel(page: Page, px: number): Promise<void> {
  await page.mouse.wheel(0, px);
}

test("half a million rows: accessible, and every row is reached by wheel, scrollbar, keys and its line", async ({
  app,
  page,
}, info) => {
  test.slow();
  const path = info.outputPath("big.csv");
  writeFileSync(path, csv());
  await app.open();
  const picker = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t("start.choose") }).click();
  await (await picker).setFiles(path);
  await app.expectCounts({ ready: ROWS });
  await expect(app.grid).toHaveAttribute("aria-rowcount", String(ROWS + 1));
  await expectNoViolation(page, "half a million rows");

  await app.grid.focus();
  await page.keyboard.press("Control+End");
  // Line n is row n of the grid: both have a header.
  await expect.poll(() => linesOnScreen(app)).toMatchObject({ last: ROWS + 1 });
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect.poll(async () => (await linesOnScreen(app)).last).toBeLessThan(ROWS + 1);
  await page.keyboard.press("Control+Home");
  await expect.poll(() => linesOnScreen(app)).toMatchObject({ first: 2 });

  await page.keyboard.press("Control+g");
  await page.keyboard.insertText("345678");
  await page.keyboard.press("Enter");
  await expect(app.inspector).toContainText(t("inspector.title", { source: "big.csv", line: 345_678 }));
  await expect(app.grid).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.inspector).toContainText(t("inspector.title", { source: "big.csv", line: 345_679 }));
  await page.keyboard.press("Control+g");
  await page.keyboard.insertText("600000");
  await page.keyboard.press("Enter");
  await expect(app.said).toHaveText(t("grid.noLine", { line: 600_000 }));

  // The scrollbar's thumb in the middle is the middle of the rows; from there the wheel goes row by row.
  await app.grid.evaluate((grid) => {
    grid.scrollTop = (grid.scrollHeight - grid.clientHeight) / 2;
  });
  await expect.poll(async () => Math.abs((await linesOnScreen(app)).first - ROWS / 2)).toBeLessThan(50);
  await app.grid.hover({ position: { x: 300, y: 200 } });
  const before = await linesOnScreen(app);
  await wheel(page, 100);
  await expect.poll(async () => (await linesOnScreen(app)).first - before.first).toBeGreaterThan(0);
  expect((await linesOnScreen(app)).first - before.first).toBeLessThan(6);
  await app.grid.evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight;
  });
  await expect.poll(() => linesOnScreen(app)).toMatchObject({ last: ROWS + 1 });

  // As many rows as a large spreadsheet has, pasted in one go and taken back in one.
  await app.grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await page.evaluate(async (count) => {
    const ids = Array.from({ length: count }, (_, row) => (row + 0xf00000).toString(16).padStart(24, "0"));
    await navigator.clipboard.writeText(ids.join("\n"));
  }, PASTED);
  await page.keyboard.press("Control+v");
  await expect(app.said).toHaveText(t("grid.changed.paste", { cells: PASTED, rows: PASTED }));
  await expect(app.row("000000000000000000f00000")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(app.row("000000000000000000f00000")).toHaveCount(0);
  await app.expectCounts({ ready: ROWS });
});
