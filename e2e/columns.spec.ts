import { file, table } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { cast, type Person, people, secretOf } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

/** Two columns that could both be the secret. */
const twoSecrets = (name: string, persons: readonly Person[]) =>
  file(
    name,
    table([
      ["user id", "totp_secret", "mfa_secret"],
      ...persons.map(({ userId, secret }) => [userId, secretOf(`old ${userId}`), secret]),
    ]),
  );

const holds = (app: ImportScreen, column: string) => app.columnPanel.getByRole("combobox", { name: column });
const use = (app: ImportScreen) => app.columnPanel.getByRole("button", { name: t("columns.use") }).click();

test("in doubt about the columns it asks, sends nothing before, and remembers the answer", async ({
  app,
  sandbox,
  page,
}) => {
  const [first, second] = [people(sandbox, 2), people(sandbox, 4).slice(2)];
  await app.open();
  await app.choose(twoSecrets("monday.csv", first));
  await expect(app.columnPanel).toContainText(t("columns.unsureTitle", { name: "monday.csv" }));
  await expect(app.columnPanel).toContainText(t("columns.doubt.two_secrets"));
  await expect(page.getByRole("button", { name: t("run.checkColumns") })).toBeDisabled();

  await holds(app, "totp_secret").selectOption({ label: t("columns.role.secret") });
  await holds(app, "mfa_secret").selectOption({ label: t("columns.role.secret") });
  await use(app);
  await expect(app.columnPanel.getByRole("alert")).toHaveText(
    t("columns.oneEach", { role: t("columns.role.secret") }),
  );
  await holds(app, "totp_secret").selectOption({ label: t("columns.role.ignore") });
  await holds(app, "mfa_secret").selectOption({ label: t("columns.role.ignore") });
  await use(app);
  await expect(app.columnPanel.getByRole("alert")).toHaveText(t("columns.needSecret"));
  await holds(app, "mfa_secret").selectOption({ label: t("columns.role.secret") });
  await use(app);
  await expect(app.columnPanel).toBeHidden();
  await app.expectCounts({ ready: 2 });

  await app.choose(twoSecrets("tuesday.csv", second));
  await app.expectCounts({ ready: 4 });
  await expect(app.columnPanel).toBeHidden();
  await app.importAll(4);
  for (const { userId, secret } of [...first, ...second]) expect(sandbox.stored(userId)?.secret).toBe(secret);
});

test("secrets that could be base32 or hexadecimal are not guessed", async ({ app, sandbox }) => {
  const persons = people(sandbox, 3).map((one) => ({
    ...one,
    // The letters and digits which both alphabets have.
    secret: one.secret.replace(/[^A-F2-7]/g, "A"),
  }));
  await app.open();
  await app.choose(
    file(
      "ambiguous.csv",
      table([["userId", "secret"], ...persons.map(({ userId, secret }) => [userId, secret])]),
    ),
  );
  await expect(app.columnPanel).toContainText(t("columns.doubt.ambiguous_encoding"));
  await app.columnPanel
    .getByRole("combobox", { name: t("columns.encoding") })
    .selectOption({ label: t("encoding.base32") });
  await use(app);
  await app.importAll(3);
  for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
});

test("hexadecimal secrets are recognised as a column and arrive as the same bytes", async ({
  app,
  sandbox,
}) => {
  const persons = people(sandbox, 3);
  await app.open();
  await app.choose(
    file(
      "seeds.csv",
      table([
        ["userId", "seed"],
        ...persons.map(({ userId, secret }) => [userId, Buffer.from(bytesOf(secret)).toString("hex")]),
      ]),
    ),
  );
  await app.expectCounts({ ready: 3 });
  await app.importAll(3);
  for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
});

test("the columns of a file can be changed and left as they are", async ({ app, sandbox, page }) => {
  const { first, second } = cast(sandbox, "first", "second");
  await app.open();
  await app.choose(
    file(
      "sure.csv",
      table([
        ["userId", "email", "secret"],
        ...[first, second].map(({ userId, email, secret }) => [userId, email, secret]),
      ]),
    ),
  );
  await app.expectCounts({ ready: 2 });
  await expect(app.columnPanel).toBeHidden();
  const open = () => page.getByRole("button", { name: t("sources.columns") }).click();
  await open();
  await app.columnPanel.getByRole("button", { name: t("app.cancel") }).click();
  await expect(app.columnPanel).toBeHidden();
  await app.expectCounts({ ready: 2 });

  await open();
  await holds(app, "userId").selectOption({ label: t("columns.role.ignore") });
  await use(app);
  await app.expectCounts({ blocked: 2 });
  await app.inspect(first.email);
  await expect(app.inspector).toContainText(t("issue.user_id_missing", { name: first.email }));
});

/** Own decoding, to stay apart from the product's. */
function bytesOf(base32: string): number[] {
  const bits = [...base32]
    .map((character) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character).toString(2).padStart(5, "0"))
    .join("");
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}
