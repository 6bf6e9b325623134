import { createHmac } from "node:crypto";
import { base32nopad } from "@scure/base";
import { file, table } from "@/e2e/support/files";
import { cast } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

/** RFC 6238 with SHA-1, 30 s and 6 digits, written down once more so that the product is not its own witness. */
function codeAt(secret: string, ms: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const mac = createHmac("sha1", base32nopad.decode(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a secret is masked until it is asked for, and shown with the code it makes now", async ({
  app,
  sandbox,
  page,
}) => {
  const { one } = cast(sandbox, "one");
  const written = one.secret.toLowerCase().replace(/.{4}(?=.)/g, "$& ");
  await app.open();
  await app.choose(
    file(
      "one.csv",
      table([
        ["userId", "secret", "recoveryCode"],
        [one.userId, written, one.recoveryCode],
      ]),
    ),
  );
  await app.expectCounts({ ready: 1 });
  for (const text of [one.secret, written, one.recoveryCode])
    expect(await page.content(), "masked").not.toContain(text);

  await app.reveal(one.userId, 2);
  await expect(app.dialog).toContainText(t("reveal.title", { line: 2 }));
  await expect(app.dialog).toContainText(written);
  await expect(app.dialog).toContainText(one.secret);
  await expect(app.dialog).toContainText(one.recoveryCode);
  // The page and this process read the same clock; the code on screen may be half a second old.
  await expect(async () => {
    const code = new RegExp(`${t("reveal.code")}\\D*(\\d{3}) (\\d{3})`).exec(
      (await app.dialog.textContent()) ?? "",
    );
    expect([codeAt(one.secret, Date.now() - 1_000), codeAt(one.secret, Date.now())]).toContain(
      `${code?.[1]}${code?.[2]}`,
    );
  }).toPass({ timeout: 5_000 });

  await page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
  for (const text of [one.secret, written, one.recoveryCode])
    expect(await page.content(), "gone with the dialog").not.toContain(text);
});

test("with the keyboard: Space shows the secret under the cursor, Escape leads back", async ({
  app,
  sandbox,
  page,
}) => {
  const { one } = cast(sandbox, "one");
  await app.open();
  await app.choose(
    file(
      "one.csv",
      table([
        ["userId", "secret"],
        [one.userId, one.secret],
      ]),
    ),
  );
  await (await app.cell(one.userId, "secret")).click();
  await app.grid.focus();
  await page.keyboard.press("Space");
  await expect(app.dialog).toContainText(one.secret);
  await page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
  await expect(app.grid).toBeFocused();
});

test("an unreadable secret is shown as written, and makes no code", async ({ app, sandbox }) => {
  const { one } = cast(sandbox, "one");
  await app.open();
  await app.choose(
    file(
      "one.csv",
      table([
        ["userId", "secret"],
        [one.userId, "01801801801801801"],
      ]),
    ),
  );
  await app.reveal(one.userId, 2);
  await expect(app.dialog).toContainText("01801801801801801");
  await expect(app.dialog).toContainText(t("reveal.noCode"));
});
