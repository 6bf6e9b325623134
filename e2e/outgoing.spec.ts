import { screensOf } from "@/components/shell/screens";
import { people } from "@/e2e/support/people";
import { RunClient, rowsOf } from "@/e2e/support/run-client";
import { expect, test } from "@/e2e/support/test";

test("the server talks to GenAuth and to nobody else: from its start on, for its pages, for imports that fail and are sent elsewhere", async ({
  page,
  sandbox,
  server,
}) => {
  for (const { href } of screensOf("owner")) await page.goto(href);
  const client = new RunClient(server.url);
  const [one, two, three] = people(sandbox, 3).map((person) => rowsOf([person]));
  for (const [rows = [], behaviour] of [
    [one, {}],
    [two, { fault: "reset-before" }],
    [three, { fault: "redirect-307", redirectTo: "http://127.0.0.2:9/elsewhere", faultTimes: -1 }],
  ] as const) {
    sandbox.set(behaviour);
    await client.end(await client.begin(rows));
  }
  const { host, hostname } = new URL(sandbox.host);
  expect(server.outgoing().filter((to) => to !== hostname)).toEqual([host]);
});
