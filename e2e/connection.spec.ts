import type { Page } from "@playwright/test";
import { hydrated } from "@/e2e/support/hydrated";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import type { BehaviourPatch } from "@/lib/sandbox/behaviour";
import { startSandbox } from "@/lib/sandbox/server";

type State = Parameters<typeof t>[0] & `connection.state.${string}`;

async function open(page: Page, origin = ""): Promise<void> {
  await page.goto(`${origin}/connection`);
  await hydrated(page);
}

async function press(page: Page): Promise<void> {
  await page.getByRole("button", { name: t("connection.test") }).click();
}

async function says(page: Page, state: State): Promise<void> {
  await expect(page.getByText(t(state), { exact: true })).toBeVisible();
}

const settings = "get-global-mfa-settings";
const always = { faultEndpoint: "all", faultTimes: -1 } as const;
const STATES: readonly { when: string; set: BehaviourPatch; state: State; also?: RegExp }[] = [
  { when: "all is well", set: {}, state: "connection.state.ok" },
  { when: "the pool has no OTP", set: { otpEnabled: false }, state: "connection.state.otp_off" },
  { when: "the settings are denied", set: { deny: [settings] }, state: "connection.state.ok_unknown" },
  {
    when: "everything is denied",
    set: { deny: [settings, "list-users"] },
    state: "connection.state.permission",
  },
  {
    when: "the clock is behind",
    set: { clockOffsetMs: 600_000 },
    state: "connection.state.clock",
    also: /about (599|600|601) s behind/,
  },
  {
    when: "the clock is ahead",
    set: { clockOffsetMs: -600_000 },
    state: "connection.state.clock",
    also: /about (599|600|601) s ahead/,
  },
  { when: "it redirects", set: { ...always, fault: "redirect-302" }, state: "connection.state.redirected" },
  { when: "it speaks HTML", set: { ...always, fault: "html" }, state: "connection.state.not_genauth" },
  { when: "it fails", set: { ...always, fault: "status-500" }, state: "connection.state.server_error" },
  {
    when: "its gateway fails",
    set: { ...always, fault: "status-502" },
    state: "connection.state.server_error",
  },
  {
    when: "it hangs up",
    set: { ...always, fault: "reset-before" },
    state: "connection.state.unreachable",
  },
];

test("Test connection tells apart what can be wrong, and changes nothing", async ({ page, sandbox }) => {
  await open(page);
  for (const { when, set, state, also } of STATES) {
    await test.step(when, async () => {
      await sandbox.reset();
      sandbox.set(set);
      await press(page);
      await says(page, state);
      if (also) await expect(page.getByText(also)).toBeVisible();
      expect(sandbox.requests().imports).toEqual([]);
    });
  }
});

test("Test connection: no answer in time", async ({ page, sandbox }) => {
  sandbox.set({ ...always, fault: "timeout-before-store" });
  await open(page);
  await press(page);
  await expect(page.getByRole("button", { name: t("connection.testing") })).toBeDisabled();
  await says(page, "connection.state.timeout");
});

test("Test connection: too many requests", async ({ page, sandbox }) => {
  sandbox.set({ rateLimit: 1 });
  await open(page);
  await expect(async () => {
    await press(page);
    await expect(page.getByText(t("connection.state.throttled"))).toBeVisible({ timeout: 500 });
  }).toPass();
});

test("Test connection: a wrong key", async ({ page, sandbox, anotherConsole }) => {
  const { host, accessKeyId } = sandbox;
  const { url } = await anotherConsole({ host, accessKeyId, accessKeySecret: "wrong" });
  await open(page, url);
  await press(page);
  await says(page, "connection.state.credentials");
  await expect(page.getByText(/requestId \S+/)).toBeVisible();
});

test("Test connection: nobody there, and then somebody", async ({ page, anotherConsole }) => {
  const { host, port, accessKeyId, accessKeySecret, close } = await startSandbox();
  await close();
  const { url } = await anotherConsole({ host, accessKeyId, accessKeySecret });
  await open(page, url);
  await press(page);
  await says(page, "connection.state.unreachable");
  const back = await startSandbox({ port, accessKeyId, accessKeySecret });
  await press(page);
  await says(page, "connection.state.ok");
  await back.close();
});

test("Test connection: the console's own server is gone", async ({
  page,
  sandbox,
  anotherConsole,
  watch,
}) => {
  watch.expect(/net::ERR_/);
  const { host, accessKeyId, accessKeySecret } = sandbox;
  const own = await anotherConsole({ host, accessKeyId, accessKeySecret });
  await open(page, own.url);
  await own.kill();
  await press(page);
  await says(page, "connection.state.failed");
});

test("the page shows host and key id, and never the key's secret", async ({ page, sandbox }) => {
  const answer = await page.goto("/connection");
  await expect(page.getByRole("definition").filter({ hasText: sandbox.host })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: sandbox.accessKeyId })).toBeVisible();
  expect(await answer?.text()).not.toContain(sandbox.accessKeySecret);
});
