import { HEADER, line, table } from "@/e2e/support/files";
import { cast, type Person, people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

const records = (persons: readonly Person[]) =>
  persons.map(({ userId, email, secret }) => ({ userId, email, secret }));
const importOtp = (persons: readonly Person[]) =>
  persons.map(({ userId, secret, recoveryCode }) => ({ userId, otp: { secret, recoveryCode } }));

const TEXTS: Record<string, (persons: Person[]) => string> = {
  "cells copied from a spreadsheet": (persons) => table([HEADER, ...persons.map(line)], "\t"),
  "CSV without a header": (persons) => table(persons.map(line)),
  "a JSON array": (persons) => JSON.stringify(records(persons), null, 2),
  "JSON under users": (persons) => JSON.stringify({ total: persons.length, users: records(persons) }),
  "JSON under data": (persons) => JSON.stringify({ statusCode: 200, data: records(persons) }),
  "the very body of importOtp": (persons) => JSON.stringify({ list: importOtp(persons) }),
  NDJSON: (persons) =>
    records(persons)
      .map((record) => `${JSON.stringify(record)}\n`)
      .join(""),
};

for (const [what, textOf] of Object.entries(TEXTS)) {
  test(`pasted: ${what}`, async ({ app, sandbox }) => {
    const persons = people(sandbox, 3);
    await app.open();
    await app.paste(textOf(persons));
    await app.expectCounts({ ready: 3 });
    await expect(app.sources).toContainText([t("sources.pasted")]);
    await app.importAll(3);
    await app.expectCounts({ verified: 3 });
    for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
  });
}

test("importOtp's own shape brings the recovery codes along", async ({ app, sandbox }) => {
  const persons = people(sandbox, 2);
  await app.open();
  await app.paste(JSON.stringify({ list: importOtp(persons) }));
  await app.importAll(2);
  for (const { userId, secret, recoveryCode } of persons)
    expect(sandbox.stored(userId)).toEqual({ secret, recoveryCode });
});

const uriOf = ({ email, secret }: Person) =>
  `otpauth://totp/Harbour:${encodeURIComponent(email)}?secret=${secret}&issuer=Harbour&algorithm=SHA1&digits=6&period=30`;

test("otpauth:// URIs name no user id: their rows wait until one is entered", async ({
  app,
  sandbox,
  page,
}) => {
  const { first, second } = cast(sandbox, "first", "second");
  await app.open();
  await app.paste(`# exported today\n${uriOf(first)}\n${uriOf(second)}\n`);
  await app.expectCounts({ blocked: 2 });
  await app.inspect(first.email);
  await expect(app.inspector).toContainText(t("issue.user_id_missing", { name: first.email }));
  await expect(page.getByRole("button", { name: t("run.nothing") })).toBeDisabled();

  await app.edit(first.email, "user", first.userId);
  await app.expectCounts({ ready: 1, blocked: 1 });
  await app.importAll(1);
  await app.expectCounts({ verified: 1, blocked: 1 });
  expect(sandbox.stored(first.userId)?.secret).toBe(first.secret);
  expect(sandbox.stored(second.userId)).toBeUndefined();
});

test("otpauth:// URIs beside a user id are imported", async ({ app, sandbox }) => {
  const persons = people(sandbox, 2);
  await app.open();
  await app.paste(table([["userId", "uri"], ...persons.map((one) => [one.userId, uriOf(one)])]));
  await app.expectCounts({ ready: 2 });
  await app.importAll(2);
  for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
});

test("the text box is empty once its text is read", async ({ app, page }) => {
  await app.open();
  await app.paste("nothing of use");
  await expect(page.getByText(t("problem.no_otp"))).toBeVisible();
  await expect(page.getByRole("textbox", { name: t("start.paste") })).toHaveValue("");
});
