import { DOORS, doors } from "@/e2e/support/doors";
import { cookiesOf, joinAs, makeOwner } from "@/e2e/support/sign-in";
import { expect, test } from "@/e2e/support/test";
import { permits, ROLES, type Role } from "@/lib/otp/role";

test("every way into the server keeps nobody and each wrong role out, and is listed here", async ({
  anotherConsole,
  sandbox,
  browser,
  page,
}) => {
  test.setTimeout(300_000);
  const server = await anotherConsole(sandbox, {
    env: { FERRY_SIGN_IN: "required", FERRY_SECRET: "a secret of these tests, long enough for it" },
  });
  const found = await doors(server.url);
  expect([...found.keys()].sort(), "listed with what it takes").toEqual(Object.keys(DOORS).sort());

  await makeOwner(page, server);
  const cookies = new Map<Role, string>();
  cookies.set("owner", await cookiesOf(page.context(), server.url));
  for (const role of ROLES.filter((one) => one !== "owner"))
    cookies.set(role, await joinAs(page, browser, server, role, `${role}@example.com`));

  const wrong: string[] = [];
  // Signing out comes last: it ends the session with which the others are tried.
  const inOrder = [...found].sort(([a], [b]) => Number(/signOut/.test(a)) - Number(/signOut/.test(b)));
  for (const [door, call] of inOrder) {
    const takes = DOORS[door];
    const said = await call("");
    const nobody = takes === "anybody" ? 200 : 401;
    if (said !== nobody) wrong.push(`${door}: nobody got ${said}`);
    for (const role of ROLES) {
      const may = takes === undefined || takes === "anybody" || permits(role, takes);
      const answer = await call(cookies.get(role) ?? "");
      if (answer !== (may ? 200 : 403)) wrong.push(`${door}: ${role} got ${answer}`);
    }
  }
  expect(wrong).toEqual([]);
});
