import type { Locator, Page } from "@playwright/test";
import type { RunningSandbox } from "@/lib/sandbox/server";
import { csvOf, file, table } from "./support/files";
import { dropOn } from "./support/import-screen";
import { cast, enrolledUser, inactiveUser, people, recoveryCodeOf, secretOf } from "./support/people";
import { qrImage, uriOf } from "./support/qr";
import { expect, test } from "./support/test";
import { codeOf, UsersScreen } from "./support/users-screen";
import { t } from "./support/words";

/** The page of Ann, who has no OTP yet. */
async function openedAnn(page: Page, sandbox: RunningSandbox) {
  const { ann } = cast(sandbox, "ann");
  const users = new UsersScreen(page);
  await users.openUser(ann.userId);
  return { ann, users };
}

test.describe("finding a user", () => {
  test("by each kind of name, by keyboard alone", async ({ page, sandbox }) => {
    const users = new UsersScreen(page);
    const user = sandbox.users[7];
    if (!user) throw new Error("no such user");
    await users.open();
    await expect(users.box).toBeFocused();
    for (const kind of ["userId", "email", "phone", "username", "externalId"] as const) {
      await users.box.fill(user[kind]);
      await expect(users.options.first()).toContainText(user.email);
      await expect(users.options.first()).toContainText(t(`users.exact.${kind}`));
    }
    await users.box.fill(user.name);
    await expect(users.options.filter({ hasText: user.email })).toBeVisible();
    await users.box.fill(user.email);
    await expect(users.options).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/users/${user.userId}`));
    await expect(users.who).toContainText(user.phone);
    await page.goBack();
    await expect(page.getByRole("link", { name: user.email })).toBeVisible();
  });

  test("tells many, nobody, no permission, no GenAuth; and a secret is not searched for", async ({
    page,
    sandbox,
    watch,
  }) => {
    const users = new UsersScreen(page);
    await users.open();
    await users.box.fill("example.com");
    await expect(users.options).toHaveCount(20);
    await expect(page.getByText(t("users.more", { users: 980 }))).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await expect(users.options.last()).toHaveAttribute("aria-selected", "true");
    await users.box.fill("nobody at all");
    await expect(page.getByText(t("users.nobodyFound", { text: "nobody at all" }))).toBeVisible();
    const asked = watch.urls().length;
    await users.box.fill(secretOf("typed into the wrong box"));
    await expect(page.getByText(t("users.queryIsSecret"))).toBeVisible();
    expect(watch.urls().slice(asked)).toEqual([]);
    sandbox.set({ deny: ["list-users", "get-user-batch"] });
    await users.box.fill("ada");
    await expect(page.getByText(t("users.trouble.permission"))).toBeVisible();
    sandbox.set({ deny: [], fault: "status-500", faultEndpoint: "all", faultTimes: -1 });
    await users.box.fill("grace");
    await expect(page.getByText(t("users.trouble.no_answer"))).toBeVisible();
    sandbox.set({ fault: "none" });
    await page.getByRole("button", { name: t("app.tryAgain") }).click();
    await expect(users.options.first()).toBeVisible();
  });
});

test("a code is right, off by so much, of another secret, or there is nothing to compare it with", async ({
  page,
  sandbox,
}) => {
  const user = enrolledUser(sandbox);
  const secret = user.otp ?? "";
  const users = new UsersScreen(page);
  await users.openUser(user.userId);
  await expect(users.check.getByRole("textbox")).toBeFocused();
  await users.compare(codeOf(secret));
  await expect(users.check).toContainText(t("users.check.right"));
  await users.compare(codeOf(secret, -20));
  await expect(users.check).toContainText(/slow by (?:9|10) min/);
  await users.compare(codeOf(secret, 120));
  await expect(users.check).toContainText(/fast by (?:1 h|59 min)/);
  await users.compare(codeOf(secretOf("other")));
  await expect(users.check).toContainText(t("users.check.wrong"));
  await users.compare("12 34");
  await expect(users.check).toContainText(t("users.check.malformed"));
  sandbox.set({ deny: ["get-otp-secret-by-user"] });
  await users.compare("123456");
  await expect(users.check).toContainText(t("users.trouble.permission"));
  sandbox.set({ deny: [] });

  const { none } = cast(sandbox, "none");
  await users.openUser(none.userId);
  await users.compare("123456");
  await expect(users.check).toContainText(t("users.check.no_otp"));
});

test.describe("a new secret", () => {
  test("typed in groups, proved and saved, is in GenAuth and in the ledger", async ({ page, sandbox }) => {
    const { ann, users } = await openedAnn(page, sandbox);
    await users.secret.fill(ann.secret.toLowerCase().replace(/.{4}(?=.)/g, "$& "));
    await users.recovery.fill(ann.recoveryCode);
    await users.saveButton.click();
    await expect(users.prove.getByText(t("users.fix.needsCode"))).toBeVisible();
    await users.code.fill(codeOf(secretOf("other")));
    await expect(users.prove).toContainText(t("users.provesNot"));
    await users.saveButton.click();
    expect(sandbox.stored(ann.userId)).toBeUndefined();
    await users.code.fill(codeOf(ann.secret));
    await expect(users.prove).toContainText(t("users.proves"));
    await page.keyboard.press("Enter");
    await users.expectSaved();
    expect(sandbox.stored(ann.userId)).toEqual({ secret: ann.secret, recoveryCode: ann.recoveryCode });
    await expect(users.carried).toContainText(t("users.byHand"));
    await expect(users.secret).toHaveValue("");
    await users.carried.getByRole("link", { name: t("users.openRun") }).click();
    await expect(page.getByText(t("sources.byHand"))).toBeVisible();
  });

  test("as a URI, as hexadecimal, and blocked where GenAuth would make other codes", async ({
    page,
    sandbox,
  }) => {
    const { ann, users } = await openedAnn(page, sandbox);
    await users.secret.fill(uriOf(ann.secret).replace("SHA1", "SHA256"));
    await expect(users.fix).toContainText(t("issue.algorithm_unsupported", { algorithm: "SHA256" } as never));
    await expect(users.saveButton).toBeDisabled();
    await users.secret.fill(uriOf(ann.secret));
    await users.code.fill(codeOf(ann.secret));
    await expect(users.prove).toContainText(t("users.proves"));
    await users.secret.fill("");
    await expect(users.saveButton).toBeDisabled();
    // Read as hexadecimal first, which the user's code knows better.
    const both = "ABCDEF234567ABCDEF234567ABCDEF23";
    await users.secret.fill(both);
    await users.code.fill(codeOf(both));
    await expect(users.prove).toContainText(t("users.provesOther", { encoding: t("encoding.base32") }));
    await users.button("users.readSo", users.prove).click();
    await expect(users.prove).toContainText(t("users.proves"));
    await users.saveButton.click();
    await users.expectSaved();
    expect(sandbox.stored(ann.userId)).toEqual({ secret: both });
  });

  test("as a QR image dropped, and pasted", async ({ page, sandbox }) => {
    const { ann, bob } = cast(sandbox, "ann", "bob");
    const users = new UsersScreen(page);
    await users.openUser(ann.userId);
    await dropOn(users.fix, [qrImage(uriOf(ann.secret, ann.email))]);
    await expect(users.fix).toContainText(t("users.picked", { bits: 160 }));
    await users.code.fill(codeOf(ann.secret));
    await users.saveButton.click();
    await users.expectSaved();

    await users.openUser(bob.userId);
    const picture = qrImage(uriOf(bob.secret, ann.email));
    await users.secret.evaluate((field, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], "image.gif", { type: "image/gif" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, picture.buffer.toString("base64"));
    await expect(users.fix).toContainText(t("users.picked", { bits: 160 }));
    await expect(users.fix).toContainText(t("users.another", { name: ann.email }));
    await users.button("users.otherWay", users.fix).click();
    await dropOn(users.fix, [file("empty.png", "no picture")]);
    await expect(users.fix.getByRole("alert")).toBeVisible();
  });

  test("as the user's record of an export, dropped or pasted", async ({ page, sandbox }) => {
    const persons = people(sandbox, 12);
    const [ann, bob] = [persons[7], persons[8]];
    if (!ann || !bob) throw new Error("no such user");
    const users = new UsersScreen(page);
    await users.openUser(ann.userId);
    await dropOn(users.fix, [csvOf(persons, "old.csv")]);
    await expect(users.fix).toContainText(t("users.pickTheirs"));
    await expect(users.fix.getByRole("listitem")).toHaveCount(1);
    await users.fix.getByRole("button", { name: t("users.pickLine", { line: 9 }) }).click();
    await expect(users.fix).toContainText(t("users.origin.file", { file: "old.csv", line: 9 }));
    await expect(users.recovery).toHaveValue(ann.recoveryCode);
    await users.code.fill(codeOf(ann.secret));
    await users.saveButton.click();
    await users.expectSaved();
    expect(sandbox.stored(ann.userId)).toEqual({ secret: ann.secret, recoveryCode: ann.recoveryCode });

    await users.openUser(bob.userId);
    await users.secret.fill(
      table([
        ["email", "secret"],
        [bob.email, bob.secret],
      ]),
    );
    await users.button("users.readExport").click();
    await expect(users.fix).toContainText(t("users.picked", { bits: 160 }));
  });

  test("made here, with its QR code, saved for a reason, and shown until it is put away", async ({
    page,
    sandbox,
  }) => {
    const { ann, users } = await openedAnn(page, sandbox);
    await users.button("users.makeNew").click();
    const card = users.fix.getByRole("region", { name: t("users.card.title", { name: ann.name }) });
    await expect(card.getByRole("img")).toBeVisible();
    const shown = (await card.getByRole("definition").nth(1).textContent())?.replaceAll(" ", "");
    await page.emulateMedia({ media: "print" });
    await expect(card).toBeVisible();
    await expect(users.who).toBeHidden();
    await expect(page.getByRole("banner")).toBeHidden();
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("checkbox", { name: t("users.unproven") }).check();
    await users.saveButton.click();
    await expect(users.prove.getByText(t("users.fix.needsReason"))).toBeVisible();
    await page
      .getByRole("textbox", { name: t("users.reason") })
      .fill("New phone comes on Monday, card by post");
    await users.saveButton.click();
    await users.expectSaved();
    const stored = sandbox.stored(ann.userId);
    expect(stored?.secret).toBe(shown);
    expect(stored?.recoveryCode).toMatch(/^[0-9a-f]{4}(?:-[0-9a-f]{4}){5}$/);
    await expect(users.carried).toContainText("New phone comes on Monday");
    // Nobody has it but this page.
    await page.getByRole("link", { name: t("users.toSearch") }).click();
    await expect(users.box).toBeVisible();
    await page.goBack();
    await expect(card).toBeVisible();
    await users.button("users.cardDone").click();
    await expect(card).toBeHidden();
    expect(shown).not.toBe(secretOf(ann.userId));
    expect(stored?.recoveryCode).not.toBe(recoveryCodeOf(ann.userId));
  });
});

test("from the search to the proof by keyboard alone", async ({ page, sandbox }) => {
  const { ann } = cast(sandbox, "ann");
  const users = new UsersScreen(page);
  const tabTo = async (target: Locator) => {
    for (let presses = 0; presses < 30; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    await expect(target).toBeFocused();
  };
  await users.open();
  await page.keyboard.type(ann.email);
  await expect(users.options).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(users.check.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("123456");
  await page.keyboard.press("Enter");
  await expect(users.check).toContainText(t("users.check.no_otp"));
  await tabTo(users.secret);
  await page.keyboard.type(ann.secret);
  await tabTo(users.code);
  await page.keyboard.type(codeOf(ann.secret));
  await page.keyboard.press("Enter");
  await users.expectSaved();
});

test("an OTP that is there is replaced only when that is confirmed, by name", async ({ page, sandbox }) => {
  const user = enrolledUser(sandbox);
  const secret = secretOf("the new one");
  const users = new UsersScreen(page);
  await users.openUser(user.userId);
  await users.secret.fill(secret);
  await users.code.fill(codeOf(secret));
  await users.replaceButton.click();
  await expect(users.dialog).toContainText(t("users.replaceTitle", { name: user.name }));
  await page.keyboard.press("Escape");
  expect(sandbox.stored(user.userId)).toEqual({ secret: user.otp });
  await users.replaceButton.click();
  await users.button("users.replaceDo", users.dialog).click();
  await users.expectSaved();
  expect(sandbox.stored(user.userId)).toEqual({ secret });
});

test("a refusal and a doubt are told, nothing typed is lost, and trying again settles it", async ({
  page,
  sandbox,
}) => {
  const { ann, users } = await openedAnn(page, sandbox);
  await users.secret.fill(ann.secret);
  sandbox.set({ refuseUsers: [`${ann.userId}:400`] });
  await users.code.fill(codeOf(ann.secret));
  await users.saveButton.click();
  await expect(users.prove).toContainText(t("refusal.invalid"));
  await expect(users.prove).toContainText("requestId");
  await expect(users.secret).toHaveValue(ann.secret);
  await page.getByRole("link", { name: t("app.history"), exact: true }).click();
  await expect(page).toHaveURL(/history/);
  await page.goBack();
  await expect(users.secret).toHaveValue(ann.secret);
  sandbox.set({ refuseUsers: [] });
  await users.code.fill(codeOf(ann.secret));
  await users.saveButton.click();
  await users.expectSaved();
});

test("a user who may not sign in is told so, and saved for only when that is wanted", async ({
  page,
  sandbox,
}) => {
  const user = inactiveUser(sandbox);
  const users = new UsersScreen(page);
  await users.openUser(user.userId);
  await expect(users.who).toContainText(
    t(`users.statusMeans.${user.status}` as "users.statusMeans.Suspended"),
  );
  await users.secret.fill(secretOf("inactive"));
  await expect(users.fix).toContainText(t("issue.user_inactive"));
  await expect(users.saveButton).toBeDisabled();
  await page.getByRole("checkbox", { name: t("users.acceptInactive") }).check();
  await expect(users.saveButton).toBeEnabled();
});
