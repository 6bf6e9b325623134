import { randomUUID } from "node:crypto";
import { file, table } from "@/e2e/support/files";
import { cast } from "@/e2e/support/people";
import { RunClient, rowsOf } from "@/e2e/support/run-client";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import { auditListSchema } from "@/lib/otp/audit-list";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";

const EVIL = "https://evil.example";

test("another site’s page can change nothing, whatever it sends and however (CSRF)", async ({
  server,
  sandbox,
}) => {
  const { one } = cast(sandbox, "one");
  const key = randomUUID();
  const open = { key, total: 1, sources: [{ name: "a.csv", size: 1 }], options: DEFAULT_OPTIONS };
  const calls: [string, string, unknown][] = [
    ["POST", "/api/runs", open],
    ["POST", `/api/runs/${key}/rows`, { rows: rowsOf([one]), last: true }],
    ["POST", `/api/runs/${key}/command`, { command: "stop" }],
    ["DELETE", `/api/runs/${key}`, undefined],
    ["POST", "/api/retention", { keepDays: 30 }],
    ["POST", "/api/reveals", { kind: "shown", rows: 1, line: null, userId: null }],
  ];
  const before = await (await fetch(`${server.url}/api/audit`)).text();
  for (const [method, path, body] of calls)
    for (const origin of [EVIL, "null", `${server.url}.evil.example`, "http://localhost:1", ""]) {
      // As a form of that site would send it, whose content type needs no leave.
      const headers = { "content-type": "text/plain", ...(origin ? { origin } : {}) };
      const answer = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) ?? null });
      expect(answer.status, `${method} ${path} from ${origin || "nowhere"}`).toBe(403);
    }
  expect(await (await fetch(`${server.url}/api/audit`)).text(), "nothing was done").toBe(before);
});

test("an action that another site calls, or that nobody has written, does nothing", async ({
  app,
  page,
  sandbox,
  server,
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
  const calling = page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
  await app.importAll(1);
  await app.expectCounts({ verified: 1 });
  const called = await calling;
  const { origin: _origin, host: _host, "content-length": _length, ...headers } = called.headers();
  const data = called.postData() ?? "";
  const send = (more: Record<string, string>) =>
    fetch(called.url(), { method: "POST", headers: { ...headers, ...more }, body: data, redirect: "manual" });
  const before = await (await fetch(`${server.url}/api/audit`)).text();
  for (const origin of [EVIL, "null", "http://localhost:1"])
    expect((await send({ origin })).status, origin).toBeGreaterThanOrEqual(400);
  expect(
    (await send({ origin: EVIL, "x-forwarded-host": new URL(EVIL).host })).status,
  ).toBeGreaterThanOrEqual(400);
  for (const id of ["0".repeat(42), "__proto__", "../actions"])
    expect((await send({ origin: server.url, "next-action": id })).status, id).toBeGreaterThanOrEqual(400);
  expect(await (await fetch(`${server.url}/api/audit`)).text(), "nothing was done").toBe(before);
});

test("a run cannot be opened again, fed again or fed from the middle (replay)", async ({
  server,
  sandbox,
}) => {
  const { one, two } = cast(sandbox, "one", "two");
  const client = new RunClient(server.url);
  const key = await client.begin(rowsOf([one, two]));
  await client.end(key);
  const headers = { origin: server.url };
  const post = async (path: string, body: unknown) =>
    (await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  const open = { key, total: 2, sources: [{ name: "a.csv", size: 1 }], options: DEFAULT_OPTIONS };
  expect(await post("/api/runs", open)).toEqual({ ok: false, code: "over" });
  expect(await post(`/api/runs/${key}/rows`, { rows: rowsOf([one]), last: true })).toEqual({
    ok: false,
    code: "over",
  });
  expect(await post(`/api/runs/${randomUUID()}/rows`, { rows: rowsOf([one]), last: true })).toEqual({
    ok: false,
    code: "over",
  });
});

test("what a file calls its users and itself is text on every screen, and in every report (stored XSS)", async ({
  app,
  page,
  sandbox,
  server,
}) => {
  const { one } = cast(sandbox, "one");
  const script = "<img/src=x/onerror=window.hit=1>";
  const named = "<img src=x onerror=window.hit=1>";
  const quoted = `"'><svg/onload=window.hit=1>`;
  // Else the look-up would find that there is nobody of such a name, and the rows would be blocked.
  sandbox.set({ deny: ["get-user-batch"] });
  await app.open();
  await app.choose(
    file(
      `${named}.csv`,
      table([
        ["userId", "secret", "issuer"],
        [script, one.secret, quoted],
        [`=HYPERLINK("http://evil.example";"x")`.replaceAll('"', ""), one.secret, script],
      ]),
    ),
  );
  await app.expectCounts({ ready: 2 });
  await app.importAll(2);
  await expect(app.summary).toBeVisible();
  const { runs } = (await (await fetch(`${server.url}/api/runs`)).json()) as { runs: { key: string }[] };
  const key = runs[0]?.key ?? "";
  await page.goto(`${server.url}/history`);
  await expect(page.getByText(named).first()).toBeVisible();
  await page.goto(`${server.url}/history/${key}`);
  await expect(page.getByRole("gridcell", { name: script, exact: true })).toBeVisible();
  await page.goto(`${server.url}/audit`);
  await expect(page.getByRole("heading", { name: t("audit.title") })).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, "hit"))).toBeUndefined();
  const csv = await (await fetch(`${server.url}/api/runs/${key}/report?format=csv`)).text();
  expect(csv).toContain("'=HYPERLINK");
  expect(csv).not.toMatch(/(?:^|,)"?=HYPERLINK/m);
  for (const format of ["csv", "xlsx", "json"]) {
    const { headers } = await fetch(`${server.url}/api/runs/${key}/report?format=${format}`);
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="otp-ferry-run-[\d-]+\.\w+"$/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("a body that is too large, malformed or reaches for a prototype is turned away, and nothing of it is repeated", async ({
  server,
}) => {
  const headers = { origin: server.url };
  const post = (body: string) => fetch(`${server.url}/api/retention`, { method: "POST", headers, body });
  expect((await post("x".repeat(4 * 1024 * 1024 + 1))).status).toBe(413);
  for (const body of [
    "",
    "{",
    "[]",
    "null",
    `{"keepDays":31}`,
    `{"__proto__":{"keepDays":30}}`,
    `{"keepDays":30,"x":1}`,
  ]) {
    const answer = await post(body);
    expect(answer.status, body).toBe(400);
    expect(await answer.text()).toBe("");
  }
  expect(await (await fetch(`${server.url}/api/runs?__proto__=1&constructor=1`)).text()).toBe("");
});

test("what is typed behind the host comes into no header, no line of the log and no other address", async ({
  server,
}) => {
  const injected = `${server.url}/api/runs/%0d%0aset-cookie:a=b/report?format=csv%0d%0ax: y`;
  const { headers, status } = await fetch(injected);
  expect(status).toBe(400);
  expect([...headers.keys()]).not.toContain("x");
  expect(headers.get("set-cookie")).toBeNull();
  const asked = await fetch(server.url, { headers: { "x-request-id": 'a","level":"fatal' } });
  expect(asked.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(server.output()).not.toContain("set-cookie:a");
  expect(server.output()).not.toContain('"fatal');
  const audit = auditListSchema.safeParse(await (await fetch(`${server.url}/api/audit`)).json());
  expect(audit.success).toBe(true);
});
