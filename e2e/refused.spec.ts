import { csvOf } from "@/e2e/support/files";
import { cast, enrolledUser, inactiveUser, people, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

for (const badRow of ["refuse-all", "store-good", "stop-at-bad"] as const) {
  test(`when GenAuth's answer to a list with a bad row is "${badRow}", each row still has its own outcome`, async ({
    app,
    sandbox,
  }) => {
    const persons = people(sandbox, 12);
    const refused = persons[6]?.userId ?? "";
    sandbox.set({ badRow, refuseUsers: [`${refused}:400`] });
    await app.open();
    await app.choose(csvOf(persons));
    await app.importAll(12);
    await app.expectCounts({ verified: 11, refused: 1 });
    await app.expectState(refused, "refused");
    for (const { userId, secret } of persons)
      expect(sandbox.stored(userId)?.secret).toBe(userId === refused ? undefined : secret);

    await app.inspect(refused);
    await expect(app.inspector).toContainText(t("refusal.invalid"));
    await expect(app.inspector).toContainText(/statusCode 400.*requestId/);
    const [whole, ...parts] = sandbox.requests().imports;
    expect(whole?.size, "first the whole list").toBe(12);
    const alone = parts.filter(({ userIds }) => userIds.length === 1 && userIds[0] === refused);
    expect(alone, "then the row at fault by itself").toHaveLength(1);
  });
}

test("a row that GenAuth drops without a word is not called imported", async ({ app, sandbox }) => {
  const { first, dropped, last } = cast(sandbox, "first", "dropped", "last");
  sandbox.set({ badRow: "store-good-answer-200", refuseUsers: [dropped.userId] });
  await app.open();
  await app.choose(csvOf([first, dropped, last]));
  await app.importAll(3);
  await app.expectCounts({ verified: 2, mismatch: 1 });
  await app.inspect(dropped.userId);
  await expect(app.inspector).toContainText(t("mismatch.absent"));
});

test("a user whose OTP GenAuth keeps, while it says yes, is a mismatch", async ({ app, sandbox }) => {
  const { one, other } = cast(sandbox, "one", "other");
  const enrolled = enrolledUser(sandbox);
  sandbox.set({ existing: "ignore" });
  await app.open();
  await app.choose(csvOf([one, { ...other, userId: enrolled.userId, email: enrolled.email }]));
  await app.importAll(2, "replace");
  await app.expectCounts({ verified: 1, mismatch: 1 });
  await app.inspect(enrolled.userId);
  await expect(app.inspector).toContainText(t("mismatch.different"));
});

test("each reason that GenAuth gives is told in the words of its row", async ({ app, sandbox }) => {
  const { good, unknown, locked, conflicting } = cast(sandbox, "good", "unknown", "locked", "conflicting");
  const disabled = inactiveUser(sandbox);
  const enrolled = enrolledUser(sandbox);
  const nobody = "f".repeat(24);
  // A key that may not look users up: only sending tells.
  sandbox.set({
    existing: "conflict",
    refuseUsers: [`${locked.userId}:403:2005`],
    deny: ["get-user-batch", "get-user-mfa-info"],
  });
  await app.open();
  await app.choose(
    csvOf([
      good,
      { ...unknown, userId: nobody },
      locked,
      { ...unknown, userId: disabled.userId, secret: conflicting.secret },
      { ...conflicting, userId: enrolled.userId, secret: unknown.secret.split("").reverse().join("") },
    ]),
  );
  await app.importAll(5, "replace");
  await app.expectCounts({ verified: 1, refused: 4 });
  const reasons = [
    [nobody, "user_not_found"],
    [locked.userId, "user_locked"],
    [disabled.userId, "user_disabled"],
    [enrolled.userId, "conflict"],
  ] as const;
  for (const [userId, code] of reasons) {
    await app.inspect(userId);
    await expect(app.inspector).toContainText(t(`refusal.${code}`));
  }
  expect(sandbox.stored(enrolled.userId)?.secret, "their present one goes on working").toBe(enrolled.otp);
});

test("Retry sends only what failed", async ({ app, sandbox }) => {
  const persons = people(sandbox, 8);
  const failing = [persons[1]?.userId ?? "", persons[5]?.userId ?? ""];
  sandbox.set({ refuseUsers: failing });
  await app.open();
  await app.choose(csvOf(persons));
  await app.importAll(8);
  await app.expectCounts({ verified: 6, refused: 2 });

  sandbox.set({ refuseUsers: [] });
  const before = sentUsers(sandbox).length;
  await app.retryButton(2).click();
  await app.expectCounts({ verified: 8 });
  expect(sentUsers(sandbox).slice(before).sort()).toEqual(failing.sort());
  await expect(app.summary).toContainText(t("run.nextClean"));
  await expect(app.page.getByRole("button", { name: t("run.nothing") })).toBeDisabled();
});

test("a refused row can be corrected and imported again", async ({ app, sandbox }) => {
  const { first, wrong, last } = cast(sandbox, "first", "wrong", "last");
  // A key that may not look users up: only sending tells.
  sandbox.set({ deny: ["get-user-batch"] });
  await app.open();
  const mistyped = `${"0".repeat(23)}a`;
  await app.choose(csvOf([first, { ...wrong, userId: mistyped }, last]));
  await app.importAll(3);
  await app.expectCounts({ verified: 2, refused: 1 });

  await app.edit(mistyped, "user", wrong.userId);
  await app.expectCounts({ verified: 2, ready: 1 });
  await app.startImport(1);
  await app.expectCounts({ verified: 3 });
  expect(sandbox.stored(wrong.userId)?.secret).toBe(wrong.secret);
});
