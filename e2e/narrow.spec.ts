import { expectNoSidewaysScroll } from "./support/axe";
import { csvOf, file, HEADER, line, table } from "./support/files";
import { hydrated } from "./support/hydrated";
import { expectOperable } from "./support/operable";
import { enrolledUser, people, secretOf } from "./support/people";
import { expect, test } from "./support/test";
import { UsersScreen } from "./support/users-screen";
import { t } from "./support/words";

test.describe("400 % zoom of 1280 × 1024 px, by touch", () => {
  test.use({ viewport: { width: 320, height: 256 }, hasTouch: true, isMobile: true });

  test("Import is operable from the empty page to its receipt", async ({ app, page, sandbox }) => {
    const check = async (state: string) => {
      await expectNoSidewaysScroll(page, state);
      await expectOperable(page, state);
    };
    const [good, bad, ...rest] = people(sandbox, 8);
    if (!good || !bad) throw new Error("no such users");
    await app.open();
    await check("empty");

    const unsure = rest.map(({ userId, secret }) => [userId, secret, secretOf(`other ${userId}`)]);
    await app.choose(file("doubt.csv", table([["user id", "totp_secret", "mfa_secret"], ...unsure])));
    await expect(app.columnPanel).toBeVisible();
    await check("columns in doubt");
    await page.getByRole("button", { name: t("sources.remove", { name: "doubt.csv" }) }).click();

    const rows = [
      HEADER,
      line(good),
      line({ ...bad, secret: "0".repeat(16) }),
      ["", "ann@example.com", "", ""],
    ];
    await app.choose(
      file("mixed.csv", table(rows)),
      csvOf(rest, "a-second-file-with-a-rather-long-name.csv"),
    );
    await expect(app.importButton(7)).toBeEnabled();
    await check("rows");
    await page.getByRole("button", { name: t("workbench.problemsOf", { rows: 2 }) }).click();
    await check("problems");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: t("workbench.tools") }).click();
    await check("tools");
    await page.getByRole("menuitem", { name: t("replace.tool") }).click();
    await expect(app.dialog).toBeVisible();
    await check("find and replace");
    await page.keyboard.press("Escape");
    await expect(app.dialog).toBeHidden();

    sandbox.set({ latencyMs: 1_000 });
    await app.importButton(7).click();
    await expect(app.confirmButton).toBeEnabled();
    await check("review");
    await app.confirmButton.click();
    await expect(app.running).toBeVisible();
    await check("running");
    sandbox.set({ latencyMs: 0 });
    await expect(app.summary).toContainText(t("run.doneTitle"));
    await check("finished");
    await app.summary.getByRole("link", { name: t("run.receipt") }).click();
    await expect(page.getByRole("grid")).toBeVisible();
    await check("run");
    await page.goto("/history");
    await expect(page.getByRole("list", { name: t("runs.title") })).toBeVisible();
    await check("history");
    await page.goto("/audit");
    await expect(page.getByRole("table")).toBeVisible();
    await check("audit");
  });

  test("so are the others", async ({ page, sandbox, watch }) => {
    const check = async (state: string) => {
      await expectNoSidewaysScroll(page, state);
      await expectOperable(page, state);
    };
    const users = new UsersScreen(page);
    await users.open();
    await users.box.fill("example.com");
    await expect(users.options).toHaveCount(20);
    await check("users found");
    await users.openUser(enrolledUser(sandbox).userId);
    await check("a user");
    watch.expect(/404/);
    for (const path of ["/connections", "/people", "/nowhere"]) {
      await page.goto(path);
      await hydrated(page);
      await check(path);
    }
  });
});

test("on an ultra-wide screen nothing runs out of the window", async ({ app, page, sandbox }) => {
  await page.setViewportSize({ width: 2560, height: 1080 });
  await app.open();
  await expectNoSidewaysScroll(page, "empty");
  await app.choose(csvOf(people(sandbox, 3)));
  await app.expectCounts({ ready: 3 });
  await expectNoSidewaysScroll(page, "rows");
  for (const path of ["/users", "/history", "/connections", "/audit"]) {
    await page.goto(path);
    await hydrated(page);
    await expectNoSidewaysScroll(page, path);
  }
});

test("who asks for less motion sees none", async ({ page, sandbox }) => {
  const users = new UsersScreen(page);
  await users.open();
  sandbox.set({ latencyMs: 5_000 });
  await users.box.fill("example.com");
  await expect(page.getByText(t("users.searching"))).toBeAttached();
  const moving = () => page.evaluate(() => document.getAnimations().length);
  // This would see it: what is looked for turns, and its place pulses.
  await expect.poll(moving).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(moving).toBe(0);
});

test("with forced colours one sees where one is, what is chosen, and what has the focus", async ({
  app,
  page,
  sandbox,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await app.open();
  const edgeOf = (name: "import" | "users") =>
    page
      .getByRole("link", { name: t(`app.${name}`), exact: true })
      .evaluate((link) => getComputedStyle(link).borderBottomColor);
  expect(await edgeOf("import")).not.toBe(await edgeOf("users"));

  await app.choose(csvOf(people(sandbox, 3)));
  await app.expectCounts({ ready: 3 });
  const outlineOf = (chip: ReturnType<typeof app.stateChip>) =>
    chip.evaluate((button) => getComputedStyle(button).outlineStyle);
  await app.stateChip("ready").click();
  await expect.poll(() => outlineOf(app.stateChip("ready"))).toBe("solid");
  expect(await outlineOf(app.stateFilter.getByRole("button", { name: t("filter.all") }))).toBe("none");

  await page.keyboard.press("ControlOrMeta+k");
  const option = (selected: boolean) => app.dialog.getByRole("option", { selected }).first();
  await expect(option(true)).toBeVisible();
  expect(await outlineOf(option(true))).toBe("solid");
  expect(await outlineOf(option(false))).toBe("none");
  await page.keyboard.press("Escape");
  await app.importButton(3).focus();
  await expect.poll(() => outlineOf(app.importButton(3))).toBe("solid");
});
