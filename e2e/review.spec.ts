import { csvOf } from "@/e2e/support/files";
import { cast, enrolledUser, inactiveUser } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("who is not there, not active or has an OTP is known before anything is sent, and nobody’s OTP is overwritten unasked", async ({
  app,
  page,
  sandbox,
}) => {
  const { one, two, nobody, idle, kept } = cast(sandbox, "one", "two", "nobody", "idle", "kept");
  const enrolled = enrolledUser(sandbox);
  const before = sandbox.stored(enrolled.userId)?.secret;
  const suspended = inactiveUser(sandbox);
  await app.open();
  await app.choose(
    csvOf([
      one,
      two,
      { ...nobody, userId: "f".repeat(24) },
      { ...idle, userId: suspended.userId },
      { ...kept, userId: enrolled.userId },
    ]),
  );
  await app.importButton(5).click();
  await expect(app.dialog).toContainText(t("review.usersInactive", { inactive: 1 }));
  await expect(app.dialog).toContainText(t("review.enrolmentsChecked"));
  await expect(app.dialog).toContainText(t("review.pool.on"));
  expect(sandbox.requests().imports).toEqual([]);
  await page.keyboard.press("Escape");
  await app.expectCounts({ ready: 3, blocked: 2 });
  await app.inspect(enrolled.userId);
  await expect(app.inspector).toContainText(t("issue.user_has_otp"));
  await expect(app.row(enrolled.userId)).toContainText(enrolled.name);

  await app.importAll(3);
  await app.expectCounts({ verified: 2, skipped: 1, blocked: 2 });
  expect(sandbox.stored(enrolled.userId)?.secret).toBe(before);
  await app.inspect(enrolled.userId);
  await expect(app.inspector).toContainText(t("skip.has_otp"));

  await page.getByRole("button", { name: t("run.replaceKept", { rows: 1 }) }).click();
  await expect(app.dialog).toContainText(t("review.keptText"));
  await app.confirmButton.click();
  await app.expectCounts({ verified: 3, blocked: 2 });
  expect(sandbox.stored(enrolled.userId)?.secret).toBe(kept.secret);
});

test("a key that may see nothing: it says so, sends to nobody by itself, and the admin decides", async ({
  app,
  page,
  sandbox,
}) => {
  const { one, two } = cast(sandbox, "one", "two");
  sandbox.set({
    deny: ["get-user-batch", "get-user-mfa-info", "get-otp-secret-by-user", "get-global-mfa-settings"],
  });
  await app.open();
  await app.choose(csvOf([one, two]));
  await app.importButton(2).click();
  await expect(app.dialog).toContainText(t("review.pool.unseen"));
  await expect(app.dialog).toContainText(t("review.usersDenied"));
  await app.confirmButton.click();
  await app.expectCounts({ skipped: 2 });
  expect(sandbox.requests().imports).toEqual([]);

  await page.getByRole("button", { name: t("run.sendUnchecked", { rows: 2 }) }).click();
  await expect(app.dialog).toContainText(t("review.uncheckedText"));
  await app.confirmButton.click();
  await app.expectCounts({ accepted: 2 });
  for (const { userId, secret } of [one, two]) expect(sandbox.stored(userId)?.secret).toBe(secret);
});

test("what comes in while the review is open does not move its button away under the pointer", async ({
  app,
  page,
  sandbox,
}) => {
  const { one } = cast(sandbox, "one");
  const suspended = inactiveUser(sandbox);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await app.open();
  await app.choose(csvOf([one, { ...one, userId: suspended.userId }]));
  // Actions are called by posting to the page.
  await page.route("/", async (route) => {
    await held;
    await route.continue();
  });
  await page.setViewportSize({ width: 1280, height: 1000 });
  await app.importButton(2).click();
  await expect(app.dialog).toContainText(t("review.poolAsking"));
  const before = await app.confirmButton.boundingBox();
  const height = (await app.dialog.boundingBox())?.height ?? 0;
  answer();
  await expect(app.dialog).toContainText(t("review.usersInactive", { inactive: 1 }));
  expect((await app.dialog.boundingBox())?.height).toBeGreaterThan(height);
  expect(await app.confirmButton.boundingBox()).toEqual(before);
});

test("a pool in which OTP is switched off is told before the import", async ({ app, sandbox }) => {
  const { one } = cast(sandbox, "one");
  sandbox.set({ otpEnabled: false });
  await app.open();
  await app.choose(csvOf([one]));
  await app.importButton(1).click();
  await expect(app.dialog).toContainText(t("review.pool.off"));
});
