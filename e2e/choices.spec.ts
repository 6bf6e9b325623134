import { file, table } from "@/e2e/support/files";
import { cast, recoveryCodeOf, secretOf } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("short secrets are refused until they are accepted on purpose", async ({ app, sandbox, page }) => {
  const { good, short } = cast(sandbox, "good", "short");
  const secret = secretOf("short", 8);
  await app.open();
  await app.choose(
    file(
      "short.csv",
      table([
        ["userId", "secret"],
        [good.userId, good.secret],
        [short.userId, secret],
      ]),
    ),
  );
  await app.expectCounts({ ready: 1, blocked: 1 });
  await app.inspect(short.userId);
  await expect(app.inspector).toContainText(t("issue.secret_short", { bits: 64 }));

  const accept = page.getByRole("checkbox", { name: t("choice.acceptShort") });
  await accept.click();
  await expect(accept).toBeChecked();
  await app.expectCounts({ ready: 2 });
  await accept.click();
  await expect(accept).not.toBeChecked();
  await app.expectCounts({ ready: 1, blocked: 1 });
  await accept.click();
  await app.importAll(2);
  await app.expectCounts({ verified: 2 });
  expect(sandbox.stored(short.userId)?.secret).toBe(secret);
});

for (const choice of ["first", "none"] as const) {
  test(`of several recovery codes: ${choice}`, async ({ app, sandbox, page }) => {
    const { one, several } = cast(sandbox, "one", "several");
    const codes = ["a", "b", "c"].map((letter) => recoveryCodeOf(letter));
    await app.open();
    await app.choose(
      file(
        "codes.csv",
        table([
          ["userId", "secret", "recoveryCode"],
          [one.userId, one.secret, one.recoveryCode],
          [several.userId, several.secret, codes.join(" ")],
        ]),
      ),
    );
    await app.expectCounts({ ready: 2 });
    await page
      .getByRole("combobox", { name: t("choice.severalCodes") })
      .selectOption({ label: t(`choice.${choice}`) });
    await app.inspect(several.userId);
    await expect(app.inspector).toContainText(t(`issue.recovery_${choice}_taken`, { count: 3 }));
    await app.importAll(2);
    await app.expectCounts({ verified: 2 });
    expect(sandbox.stored(several.userId)?.recoveryCode).toBe(choice === "first" ? codes[0] : undefined);
    expect(sandbox.stored(one.userId)?.recoveryCode).toBe(one.recoveryCode);
  });
}

test("of several devices the one of a name is kept, for all users that have one", async ({
  app,
  sandbox,
  page,
}) => {
  const { alice, bob } = cast(sandbox, "alice", "bob");
  const device = (userId: string, name: string, label: string) => ({
    userId,
    totpDevices: [{ secretKey: secretOf(label, 20), period: 30, deviceName: name }],
  });
  const users = [
    device(alice.userId, "Yubikey", "one"),
    device(alice.userId, "iPhone 15", "two"),
    device(bob.userId, "Pixel", "three"),
    device(bob.userId, "Laptop", "four"),
  ].map(({ userId, totpDevices }) => ({ externalUserId: userId, totpDevices, loginMethods: [] }));
  await app.open();
  await app.choose(file("devices.json", JSON.stringify({ users })));
  await app.expectCounts({ blocked: 4 });
  await app.inspect("iPhone 15");
  await expect(app.inspector).toContainText(t("inspector.device", { name: "iPhone 15" }));
  const duplicate = t("issue.user_duplicate", { line: 1, elsewhere: "no" });
  await expect(app.inspector).toContainText(duplicate);

  const name = page.getByRole("combobox", { name: t("choice.deviceName") });
  await name.fill("iphone");
  await page.getByRole("button", { name: t("choice.keepNamed") }).click();
  await page.getByRole("button", { name: t("preview.applyRemoval", { rows: 1 }) }).click();
  await app.expectCounts({ removed: 1, blocked: 3 });
  await expect(app.inspector).not.toContainText(duplicate);
});
