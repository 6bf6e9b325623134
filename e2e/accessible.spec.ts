import { expectNoSidewaysScroll, expectNoViolation } from "@/e2e/support/axe";
import { csvOf, file, HEADER, line, table } from "@/e2e/support/files";
import { hydrated } from "@/e2e/support/hydrated";
import { ImportScreen } from "@/e2e/support/import-screen";
import { cast, people, secretOf } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { wordsOf } from "@/e2e/support/words";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

/** Every two of language, theme and width meet. */
const LOOKS = [
  { locale: "en", theme: "light", viewport: WIDE },
  { locale: "en", theme: "dark", viewport: NARROW },
  { locale: "zh-CN", theme: "light", viewport: NARROW },
  { locale: "zh-CN", theme: "dark", viewport: WIDE },
] as const;

for (const { locale, theme, viewport } of LOOKS) {
  test.describe(`${locale}, ${theme}, ${viewport.width} px`, () => {
    const t = wordsOf(locale);

    test.beforeEach(async ({ context, page, server }) => {
      await page.setViewportSize(viewport);
      await context.addCookies([
        { name: "locale", value: locale, url: server.url },
        { name: "theme", value: theme, url: server.url },
      ]);
    });

    test("every state of Import passes axe", async ({ page, sandbox }) => {
      // axe looks at twenty states here.
      test.slow();
      const app = new ImportScreen(page, t);
      const check = async (state: string) => {
        await expectNoViolation(page, state);
        await expectNoSidewaysScroll(page, state);
      };
      const { good, bad, weak, twin, refused } = cast(sandbox, "good", "bad", "weak", "twin", "refused");
      const rest = people(sandbox, 40).slice(5);

      await app.open();
      await check("empty");

      await app.choose(file("empty.csv", ""), file("users.xlsx", "PK\x03\x04[Content_Types].xml"));
      await expect(page.getByRole("alert").filter({ hasText: "users.xlsx" })).toBeVisible();
      await check("nothing but problems");

      await app.choose(
        file(
          "mixed.csv",
          table([
            HEADER,
            line(good),
            line({ ...bad, secret: "0".repeat(16), recoveryCode: "one two" }),
            line({ ...weak, secret: secretOf("weak", 10) }),
            line({ ...twin, secret: secretOf("short", 8) }),
            line(refused),
            ["", "", "", ""].map((cell, at) => (at === 1 ? "somebody@example.com" : cell)),
          ]),
        ),
      );
      await app.expectCounts({ ready: 3, blocked: 3 });
      await app.grid.getByRole("button", { name: t("table.remove", { line: 4 }) }).click();
      await app.inspect(bad.userId);
      await expect(app.inspector).toContainText(t("issue.secret_lookalike"));
      await check("rows with errors, warnings and a removed one");

      await (await app.cell(good.userId, "user")).dblclick();
      await expect(app.editor).toBeFocused();
      await check("a cell being edited");
      await page.keyboard.press("Escape");

      await app.reveal(good.userId, 2);
      await expect(app.dialog).toBeVisible();
      await check("a secret shown");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("sources.clear") }).click();
      await expect(app.dialog).toBeVisible();
      await check("asked whether to start over");
      await page.keyboard.press("Escape");
      await expect(app.dialog).toBeHidden();

      await app.search.fill("nobody");
      await expect(page.getByText(t("table.noMatch"))).toBeVisible();
      await check("no row matches");
      await page.getByRole("button", { name: t("table.showAll") }).click();

      await app.choose(
        file(
          "doubt.csv",
          table([
            ["user id", "totp_secret", "mfa_secret"],
            ...rest.slice(0, 2).map(({ userId, secret }) => [userId, secret, secretOf(`other ${userId}`)]),
          ]),
        ),
      );
      await expect(app.columnPanel).toBeVisible();
      await app.columnPanel.getByRole("combobox", { name: "totp_secret" }).selectOption("ignore");
      await app.columnPanel.getByRole("combobox", { name: "mfa_secret" }).selectOption("ignore");
      await app.columnPanel.getByRole("button", { name: t("columns.use") }).click();
      await expect(app.columnPanel.getByRole("alert")).toBeVisible();
      await check("columns in doubt, with a mistake");
      await page.getByRole("button", { name: t("sources.remove", { name: "doubt.csv" }) }).click();

      await expect(app.columnPanel).toBeHidden();

      await app.choose(csvOf(rest.slice(2), "more.csv"));
      await expect(app.importButton(35)).toBeEnabled();
      sandbox.set({ refuseUsers: [refused.userId], latencyMs: 1_000 });
      await app.importButton(35).click();
      await expect(app.confirmButton).toBeEnabled();
      await check("the review before an import");
      await app.confirmButton.click();
      await expect(app.running).toBeVisible();
      await check("running");
      sandbox.set({ latencyMs: 0 });
      await app.expectCounts({ verified: 34, refused: 1, blocked: 3, removed: 1 });
      await expect(app.summary).toBeVisible();
      await app.search.fill(refused.userId);
      await app.inspect(refused.userId);
      await expect(app.inspector).toContainText(t("refusal.invalid"));
      await check("finished, one refused");

      await app.search.fill("");
      sandbox.set({ refuseUsers: [] });
      await app.retryButton(1).click();
      await expect(app.summary).toContainText(t("run.nextClean"));
      await check("finished, all in");
    });

    test("every state of the other pages passes axe", async ({ page, sandbox, watch }) => {
      const check = async (state: string) => {
        await expectNoViolation(page, state);
        await expectNoSidewaysScroll(page, state);
      };
      await page.goto("/connection");
      await hydrated(page);
      await check("connection");
      const press = () => page.getByRole("button", { name: t("connection.test") }).click();
      await press();
      await expect(page.getByText(t("connection.state.ok"), { exact: true })).toBeVisible();
      await check("connection, good");
      sandbox.set({ otpEnabled: false });
      await press();
      await expect(page.getByText(t("connection.state.otp_off"))).toBeVisible();
      await check("connection, in doubt");
      sandbox.set({ clockOffsetMs: 600_000 });
      await press();
      await expect(page.getByText(t("connection.state.clock"))).toBeVisible();
      await check("connection, bad");

      watch.expect(/404/);
      await page.goto("/nowhere");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("app.notFoundTitle"));
      await check("not found");
    });
  });
}
