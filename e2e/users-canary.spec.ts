import { randomBytes } from "node:crypto";
import { base32nopad } from "@scure/base";
import { findMarks, type Mark, placesOf, writtenSince } from "./support/marks";
import { cast, enrolledUser, recoveryCodeOf } from "./support/people";
import { expect, test } from "./support/test";
import { codeOf, UsersScreen } from "./support/users-screen";
import { t } from "./support/words";

test("the secret in GenAuth never reaches the browser, and nothing typed is left anywhere", async ({
  page,
  sandbox,
  server,
  watch,
}) => {
  const since = Date.now();
  const held = enrolledUser(sandbox);
  const { ann } = cast(sandbox, "ann");
  const secret = base32nopad.encode(randomBytes(20));
  const recoveryCode = recoveryCodeOf(randomBytes(8).toString("hex"));
  const answers: string[] = [];
  page.on("response", async (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (!/json|component|html|text/.test(type) || /javascript|css/.test(type)) return;
    answers.push(await response.text().catch(() => ""));
  });

  const users = new UsersScreen(page);
  await users.open();
  await users.box.fill(held.email);
  await expect(users.options).toHaveCount(1);
  await page.keyboard.press("Enter");
  await users.compare(codeOf(held.otp ?? ""));
  await expect(users.check).toContainText(t("users.check.right"));
  await users.compare("000000");
  await expect(users.check).toContainText(t("users.check.wrong"));
  const read: Mark[] = [{ name: "the secret in GenAuth", text: held.otp ?? "" }];
  expect(answers.join("\n"), "the answers are indeed watched").toContain(held.email);
  const beforeSaving = { answers: answers.join("\n"), ...(await placesOf(page)) };
  expect(findMarks(read, beforeSaving)).toEqual([]);

  await users.openUser(ann.userId);
  await users.secret.fill(secret);
  await users.recovery.fill(recoveryCode);
  sandbox.set({ fault: "html", refuseUsers: [`${ann.userId}:400`] });
  await users.code.fill(codeOf(secret));
  await users.saveButton.click();
  await expect(users.prove.getByRole("alert")).toBeVisible();
  sandbox.set({ refuseUsers: [] });
  await users.code.fill(codeOf(secret));
  await users.saveButton.click();
  await users.expectSaved();
  expect(sandbox.stored(ann.userId)).toEqual({ secret, recoveryCode });
  const typed: Mark[] = [
    { name: "the typed secret", text: secret },
    { name: "the typed recovery code", text: recoveryCode },
  ];
  const places = {
    ...(await placesOf(page)),
    ...writtenSince(".next", since),
    ...writtenSince(server.data, 0),
    "the answers": answers.join("\n"),
    "the server's output": server.output(),
    "the URLs": watch.urls().join("\n"),
  };
  expect(places["the URLs"], "what is searched for is in no address").not.toContain(
    encodeURIComponent(held.email),
  );
  expect(findMarks([...read, ...typed], places)).toEqual([]);
});
