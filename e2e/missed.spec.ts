import { HEADER, line, table } from "@/e2e/support/files";
import { people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("what was chosen while the server could not be reached is kept, and read when it can", async ({
  page,
  app,
  sandbox,
  watch,
}) => {
  const persons = people(sandbox, 3);
  const html = await (await page.request.get("/")).text();
  watch.expect(/ERR_FAILED .*\/_next\/static\//);
  let reached = false;
  await page.route("**/_next/static/**/*.js", (route) =>
    reached || html.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
  );
  await page.setViewportSize({ width: 390, height: 600 });
  await app.open();
  await app.paste(table([HEADER, ...persons.map(line)]));
  const notice = page.getByRole("alert").filter({ hasText: t("missed.title") });
  await expect(notice).toBeInViewport();

  reached = true;
  await notice.getByRole("button", { name: t("missed.again") }).click();
  await expect(app.importButton(3)).toBeEnabled();
  await expect(notice).toBeHidden();
});
