import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import encodeQR from "qr";
import { file } from "@/e2e/support/files";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import { FIXTURES } from "@/lib/formats/fixtures/fixtures";

const fixture = (name: string) => file(name, readFileSync(`lib/formats/fixtures/${name}`));

test("exports of several systems dropped together are recognised, each as what it is", async ({ app }) => {
  await app.open();
  await app.choose(
    fixture("keycloak.json"),
    fixture("aegis.json"),
    fixture("pskc.xml"),
    fixture("freeipa-ldif.ldif"),
  );
  await expect(app.sources).toHaveCount(4);
  for (const [at, id] of (["keycloak", "aegis", "pskc", "freeipa-ldif"] as const).entries()) {
    await expect(app.sources.nth(at)).toContainText(t(`format.${id}`));
  }
});

test("a protected export asks for its key, says when it is wrong, and opens with the right one", async ({
  app,
  page,
}) => {
  await app.open();
  await app.choose(fixture("better-auth.json"));
  const key = page.getByLabel(t("unlock.better_auth_secret"));
  await key.fill("not the key");
  await key.press("Enter");
  await expect(page.getByText(t("problem.wrong_unlock"))).toBeVisible();
  await expect(key).toHaveValue("");
  await key.fill(FIXTURES["better-auth"]?.unlock ?? "");
  await key.press("Enter");
  await expect(app.grid.getByRole("row")).not.toHaveCount(1);
  await expect(key).toHaveCount(0);
});

test("where a file may be read in two ways, the other one can be chosen", async ({ app, page }) => {
  await app.open();
  await app.choose(file("seeds.csv", "2308734700388,3132333435363738393031323334353637383930\n"));
  await app.row("2308734700388").click();
  await expect(app.inspector).toContainText(t("issue.type_unknown"));
  await page
    .getByLabel(t("sources.readAs", { name: "seeds.csv" }))
    .selectOption({ label: t("format.totp-seeds") });
  await app.row("2308734700388").click();
  await expect(app.inspector).not.toContainText(t("issue.type_unknown"));
});

test("a vendor that never hands secrets out is named, with what to do", async ({ app, page }) => {
  await app.open();
  await app.choose(fixture("firebase.json"));
  await expect(page.getByText(t("problem.vendor_keeps_secrets", { app: "Firebase" }))).toBeVisible();
});

test("a QR code in a picture is read", async ({ app }) => {
  const uri = "otpauth://totp/ACME:alice@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ACME";
  await app.open();
  await app.choose(file("code.gif", encodeQR(uri, "gif", { scale: 6 })));
  await expect(app.row("alice@example.com")).toBeVisible();
});

test("a list of users beside the secrets says who they belong to", async ({ app }) => {
  await app.open();
  await app.choose(
    file("owners.csv", "serial,email\nT-1001,alice@example.com\nT-1002,bob@example.com\n"),
    file(
      "tokens.csv",
      "serial,secret\nT-1001,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\nT-1002,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n",
    ),
  );
  await expect(app.row("alice@example.com")).toBeVisible();
  await expect(app.row("bob@example.com")).toBeVisible();
});

test("a table out of a ZIP archive says which second file is missing, until that is here", async ({
  app,
  page,
}) => {
  await app.open();
  await app.choose(
    file(
      "keycloak.zip",
      zipSync({
        "dump/CREDENTIAL.csv": readFileSync("lib/formats/fixtures/keycloak-table.csv"),
        "dump/README.txt": new TextEncoder().encode("Made by the nightly job.\n"),
      }),
    ),
  );
  await expect(app.sources).toContainText([`keycloak.zip${t("format.keycloak-table")}`]);
  const missing = page.getByRole("status").filter({ hasText: t("secondFile.keycloak") });
  await expect(missing).toContainText("keycloak.zip");
  await app.choose(fixture("keycloak-users.csv"));
  await expect(app.row("alice@example.com")).toBeVisible();
  await expect(missing).toHaveCount(0);
});
