import { randomUUID } from "node:crypto";
import { people } from "@/e2e/support/people";
import { rowsOf } from "@/e2e/support/run-client";
import { cookiesOf, joinAs, makeOwner, signOut } from "@/e2e/support/sign-in";
import { expect, test } from "@/e2e/support/test";
import { runListSchema } from "@/lib/otp/run-list";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";

test("another admin's run answers as if it were not there, whatever is asked of it", async ({
  anotherConsole,
  sandbox,
  browser,
  page,
}) => {
  test.setTimeout(120_000);
  const server = await anotherConsole(sandbox, {
    env: { FERRY_SIGN_IN: "required", FERRY_SECRET: "a secret of these tests, long enough for it" },
  });
  await makeOwner(page, server);
  const owner = await cookiesOf(page.context(), server.url);
  const whose = await joinAs(page, browser, server, "admin", "grace@example.com");
  const other = await joinAs(page, browser, server, "admin", "mallory@example.com");
  const call = (cookie: string, path: string, method = "GET", body?: object) =>
    fetch(server.url + path, {
      method,
      headers: { cookie, origin: server.url, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  const listed = async (cookie: string) =>
    runListSchema.parse(await (await call(cookie, "/api/runs")).json()).runs.map((run) => run.key);

  const rows = rowsOf(people(sandbox, 2));
  const key = randomUUID();
  const opening = { key, total: 2, sources: [{ name: "mine.csv", size: 1 }], options: DEFAULT_OPTIONS };
  expect(await (await call(whose, "/api/runs", "POST", opening)).json()).toEqual({ ok: true });
  const at = `/api/runs/${key}`;

  const notThere = { ok: false, code: "over" };
  expect(await (await call(other, `${at}/rows`, "POST", { rows, last: true })).json()).toEqual(notThere);
  expect(await (await call(other, "/api/runs", "POST", opening)).json()).toEqual(notThere);
  expect((await call(other, `${at}/command`, "POST", { command: "stop" })).status).toBe(404);
  expect(await (await call(whose, `${at}/rows`, "POST", { rows, last: true })).json()).toEqual({ ok: true });
  expect(await (await call(whose, `${at}/events?after=0`)).text()).toContain('"type":"end"');

  expect(await listed(other)).toEqual([]);
  expect((await call(other, at)).status).toBe(404);
  expect(await (await call(other, `${at}/rows`)).json()).toEqual({ rows: [] });
  for (const path of ["report?format=csv", "pages", "failed"])
    expect((await call(other, `${at}/${path}`)).status).toBe(404);
  expect(await (await call(other, `${at}/events?after=0`)).text()).toBe('{"type":"gone"}\n');
  expect((await call(other, `${at}/doubts`, "POST", { after: -1 })).status).toBe(404);
  expect((await call(other, at, "DELETE")).status).toBe(404);

  expect(await listed(whose)).toEqual([key]);
  expect(await listed(owner)).toEqual([key]);
  expect((await call(owner, at)).status).toBe(200);

  // A run that waits for its rows is followed for as long as the session lasts, and no longer.
  const open = randomUUID();
  await call(whose, "/api/runs", "POST", { ...opening, key: open });
  const told = (await call(whose, `/api/runs/${open}/events?after=0`)).text();
  const elsewhere = await browser.newContext();
  const cookies = whose.split("; ").map((cookie) => cookie.split(/=(.*)/s));
  await elsewhere.addCookies(cookies.map(([name = "", value = ""]) => ({ name, value, url: server.url })));
  const signedIn = await elsewhere.newPage();
  await signedIn.goto(server.url);
  await signOut(signedIn);
  await elsewhere.close();
  expect(await told).toContain('"type":"progress"');
  expect(await told).not.toContain('"type":"end"');
  expect(await (await call(owner, `/api/runs/${open}`)).json()).toMatchObject({ state: "running" });
});
