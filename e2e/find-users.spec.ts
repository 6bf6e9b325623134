import { file, table } from "@/e2e/support/files";
import { people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("rows that name their users by e-mail are found in GenAuth, with no secret sent, and imported", async ({
  app,
  page,
  sandbox,
}) => {
  const persons = people(sandbox, 3);
  const stranger = { email: "nobody@example.com", secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" };
  await app.open();
  await app.choose(
    file(
      "users.csv",
      table([["email", "totp_secret"], ...[...persons, stranger].map((p) => [p.email, p.secret])]),
    ),
  );
  await app.expectCounts({ blocked: 4 });

  await page.getByRole("button", { name: t("find.find") }).click();
  await app.expectCounts({ ready: 3, blocked: 1 });
  expect(sandbox.requests().counts).toEqual({ "get-user-batch": 1 });
  await app.row(stranger.email).click();
  await expect(app.inspector).toContainText(t("issue.user_not_found", { name: stranger.email }));

  await app.importAll(3);
  await app.expectCounts({ verified: 3, blocked: 1 });
  for (const { userId, secret } of persons) expect(sandbox.stored(userId)).toMatchObject({ secret });
});

test("when the key may not look users up, the page says so and the user id can still be entered", async ({
  app,
  page,
  sandbox,
}) => {
  sandbox.set({ deny: ["get-user-batch"] });
  const [person] = people(sandbox, 1);
  if (!person) throw new Error("nobody");
  await app.open();
  await app.choose(
    file(
      "users.csv",
      table([
        ["email", "totp_secret"],
        [person.email, person.secret],
      ]),
    ),
  );
  await page.getByRole("button", { name: t("find.find") }).click();
  await expect(page.getByText(t("halt.permission"))).toBeVisible();
  await app.edit(person.email, "user", person.userId);
  await app.expectCounts({ ready: 1 });
});

test("of a user with several records the first is kept, and the others can be restored", async ({
  app,
  page,
  sandbox,
}) => {
  const [person] = people(sandbox, 1);
  if (!person) throw new Error("nobody");
  await app.open();
  await app.choose(
    file(
      "twice.csv",
      table([
        ["userId", "secret"],
        [person.userId, person.secret],
        [person.userId, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"],
      ]),
    ),
  );
  await app.expectCounts({ blocked: 2 });
  await page.getByRole("button", { name: t("choice.keepFirst") }).click();
  await expect(app.dialog).toContainText(t("preview.removes", { rows: 1 }));
  await page.getByRole("button", { name: t("preview.applyRemoval", { rows: 1 }) }).click();
  await app.expectCounts({ ready: 1, removed: 1 });
  await app.importAll(1);
  expect(sandbox.stored(person.userId)).toMatchObject({ secret: person.secret });
});
