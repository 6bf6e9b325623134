import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { csvOf } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { cast, type Person, people, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import type { HaltCode } from "@/lib/otp/outcome";
import { startSandbox } from "@/lib/sandbox/server";

/** The run has ended early with this reason, for the run and for each of its rows. */
async function expectHalt(app: ImportScreen, code: HaltCode, persons: readonly Person[]): Promise<void> {
  await expect(app.summary).toContainText(t("run.haltedTitle"));
  await expect(app.summary).toContainText(t(`halt.${code}`));
  await app.expectCounts({ stopped: persons.length });
  for (const { userId } of persons.slice(0, 3)) {
    await app.inspect(userId);
    await expect(app.inspector).toContainText(t(`halt.${code}`));
  }
}

test("a wrong key ends the run at once, and says so", async ({ app, sandbox, anotherConsole }) => {
  const persons = people(sandbox, 60);
  const { host, accessKeyId } = sandbox;
  const { url } = await anotherConsole({ host, accessKeyId, accessKeySecret: "wrong" });
  await app.open(url);
  await app.choose(csvOf(persons));
  await app.startImport(60);
  await expectHalt(app, "credentials", persons);
  expect(sentUsers(sandbox), "GenAuth took nothing").toEqual([]);
  for (const { userId } of persons) expect(sandbox.stored(userId)).toBeUndefined();
});

test("GenAuth out of reach ends the run; when it is back, Retry brings the rows in", async ({
  app,
  sandbox,
  anotherConsole,
}) => {
  const persons = people(sandbox, 3);
  const { port, accessKeyId, accessKeySecret, host, close } = await startSandbox();
  await close();
  const { url } = await anotherConsole({ host, accessKeyId, accessKeySecret });
  await app.open(url);
  await app.choose(csvOf(persons));
  await app.startImport(3);
  await expectHalt(app, "unreachable", persons);

  const back = await startSandbox({ port, accessKeyId, accessKeySecret });
  await app.retryButton(3).click();
  await app.expectCounts({ verified: 3 });
  for (const { userId, secret } of persons) expect(back.stored(userId)?.secret).toBe(secret);
  await back.close();
});

test("a clock that is off ends the run; when it is right, Retry brings the rows in", async ({
  app,
  sandbox,
}) => {
  const persons = people(sandbox, 3);
  sandbox.set({ clockOffsetMs: 10 * 60_000 });
  await app.open();
  await app.choose(csvOf(persons));
  await app.startImport(3);
  await expectHalt(app, "clock", persons);
  sandbox.set({ clockOffsetMs: 0 });
  await app.retryButton(3).click();
  await app.expectCounts({ verified: 3 });
});

test("a key without the permission ends the run", async ({ app, sandbox }) => {
  const persons = people(sandbox, 3);
  sandbox.set({ deny: ["import-otp"] });
  await app.open();
  await app.choose(csvOf(persons));
  await app.startImport(3);
  await expectHalt(app, "permission", persons);
});

test("errors that come as HTTP 200 are errors all the same", async ({ app, sandbox }) => {
  const persons = people(sandbox, 3);
  sandbox.set({ deny: ["import-otp"], errorsAs: "body" });
  await app.open();
  await app.choose(csvOf(persons));
  await app.startImport(3);
  await expectHalt(app, "permission", persons);
});

test("a key that may import but not read back: accepted, and not called verified", async ({
  app,
  sandbox,
}) => {
  const { one } = cast(sandbox, "one");
  sandbox.set({ deny: ["get-otp-secret-by-user"] });
  await app.open();
  await app.choose(csvOf([one]));
  await app.importAll(1);
  await app.expectCounts({ accepted: 1 });
  await expect(app.summary).toContainText(t("run.nextAccepted"));
  await app.inspect(one.userId);
  await expect(app.inspector).toContainText(t("unverified.no_permission"));
});

test("a redirect is not followed: the other host never sees a secret", async ({ app, sandbox }) => {
  let asked = 0;
  const elsewhere = createServer((_request, response) => {
    asked++;
    response.end("{}");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  const { port } = elsewhere.address() as AddressInfo;
  const persons = people(sandbox, 3);
  sandbox.set({ fault: "redirect-307", faultTimes: -1, redirectTo: `http://127.0.0.1:${port}/` });
  await app.open();
  await app.choose(csvOf(persons));
  await app.startImport(3);
  await expectHalt(app, "redirected", persons);
  expect(asked).toBe(0);
  elsewhere.close();
});

for (const retryAfter of [true, false]) {
  test(`"too many requests" ${retryAfter ? "with" : "without"} Retry-After slows the run down and loses nothing`, async ({
    app,
    sandbox,
  }) => {
    const persons = people(sandbox, 24);
    sandbox.set({ rateLimit: 12, retryAfter });
    await app.open();
    await app.choose(csvOf(persons));
    // It says so for as long as the pause takes, which a look now and then might miss.
    const said = app.page.waitForFunction(
      (words) => document.body.textContent?.includes(words) ?? false,
      t("run.slow"),
      { polling: "raf" },
    );
    await app.startImport(24);
    await said;
    await expect(app.summary).toContainText(t("run.doneTitle"));
    await app.expectCounts({ verified: 24 });
    for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
  });
}
