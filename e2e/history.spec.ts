import { csvOf } from "@/e2e/support/files";
import { hydrated } from "@/e2e/support/hydrated";
import { people } from "@/e2e/support/people";
import { RunClient, rowsOf } from "@/e2e/support/run-client";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("a run goes on without its tab, is followed and stopped from another, and leaves its rows and report", async ({
  app,
  page,
  sandbox,
}) => {
  const persons = people(sandbox, 400);
  const last = persons.at(-1);
  sandbox.set({ latencyMs: 200 });
  await app.open();
  await app.choose(csvOf(persons, "people.csv"));
  await app.startImport(400);
  await expect(app.running).toContainText(t("run.fed"));
  const other = await page.context().newPage();
  await page.close();

  await other.goto("/");
  await hydrated(other);
  const live = other.getByRole("region", { name: t("run.running") });
  await live.getByRole("button", { name: t("run.pause") }).click();
  await expect(live).toContainText(t("run.paused"));
  await live.getByRole("link", { name: t("runs.show") }).click();
  await expect(other.getByRole("heading", { level: 2, name: t("run.paused") })).toBeVisible();
  await live.getByRole("button", { name: t("run.resume") }).click();
  await expect(other.getByRole("heading", { level: 2, name: t("run.running") })).toBeVisible();
  await live.getByRole("button", { name: t("run.stop") }).click();
  sandbox.set({ latencyMs: 0 });
  await expect(live).toBeHidden();
  await expect(other.getByText(t("runs.ended"))).toBeVisible();

  const rows = other.getByRole("region", { name: t("runs.rowsTitle") });
  await rows.getByRole("button", { name: t("state.stopped") }).click();
  await rows.getByRole("searchbox").fill(last?.userId ?? "");
  await expect(rows.getByRole("row")).toHaveCount(2);
  await expect(rows.getByRole("row").last()).toContainText(last?.userId ?? "");
  await expect(rows.getByRole("row").last()).toContainText(t("outcome.stopped"));
  await rows.getByRole("searchbox").fill("nobody");
  await expect(rows).toContainText(t("table.noMatch"));
  for (const kind of ["csv", "json", "xlsx"]) {
    const link = other.getByRole("link", { name: t("runs.report", { kind: kind.toUpperCase() }) });
    const report = await other.request.get((await link.getAttribute("href")) ?? "");
    expect(report.headers()["content-disposition"]).toContain(`.${kind}"`);
    const text = (await report.body()).toString("latin1");
    if (kind === "xlsx") expect(text.slice(0, 2)).toBe("PK");
    else for (const { userId } of persons) expect(text).toContain(userId);
    for (const { secret, recoveryCode } of persons) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(recoveryCode);
    }
  }

  await other.getByRole("link", { name: t("runs.back") }).click();
  const list = other.getByRole("list", { name: t("runs.title") });
  await expect(list.getByRole("listitem").first()).toContainText("people.csv");
  await other.getByRole("combobox", { name: t("runs.stateLabel") }).selectOption("done");
  await expect(other.getByText(t("runs.noMatch"))).toBeVisible();
  await other.getByRole("combobox", { name: t("runs.stateLabel") }).selectOption("");
  await list.getByRole("link").first().click();
  // What is still being asked for when the run goes would be answered with 404, and a browser says so in its console.
  await expect(rows.getByRole("row").nth(1)).toBeVisible();
  await other.getByRole("button", { name: t("runs.delete") }).click();
  await other
    .getByRole("dialog")
    .getByRole("button", { name: t("runs.delete") })
    .click();
  await expect(other.getByText(t("runs.none"))).toBeVisible();
});

test("a run that somebody deletes while another page shows it is said to be gone there", async ({
  page,
  sandbox,
  server,
  watch,
}) => {
  watch.expect(/status of 404/);
  const client = new RunClient(server.url);
  const remove = page.getByRole("button", { name: t("runs.delete") });
  for (const find of [
    () => page.getByRole("searchbox").fill("a"),
    async () => {
      await remove.click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("runs.delete") })
        .click();
    },
  ]) {
    const shown = await client.begin(rowsOf(people(sandbox, 3)));
    await client.end(shown);
    await page.goto(`/history/${shown}`);
    await expect(page.getByRole("grid").getByRole("row")).toHaveCount(4);
    // What the page asks for by itself is answered before.
    await page.waitForLoadState("networkidle");
    await fetch(`${server.url}/api/runs/${shown}`, { method: "DELETE", headers: { origin: server.url } });
    await find();
    await expect(page.getByRole("alert").filter({ hasText: t("runs.gone") })).toBeVisible();
    await expect(remove).toBeHidden();
  }
});
