import { randomBytes, randomUUID } from "node:crypto";
import { base32nopad } from "@scure/base";
import { file, HEADER, line, table } from "@/e2e/support/files";
import { findMarks, type Mark, type Places, placesOf, writtenSince } from "@/e2e/support/marks";
import { cast, recoveryCodeOf } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

/** A secret that has never been anywhere before this run. */
const freshSecret = () => base32nopad.encode(randomBytes(20));
const freshCode = () => recoveryCodeOf(randomBytes(8).toString("hex"));
const spaced = (secret: string) => secret.toLowerCase().replace(/.{4}(?=.)/g, "$& ");

test("after an import, no secret and no recovery code is left anywhere", async ({
  app,
  page,
  sandbox,
  server,
  watch,
}) => {
  const since = Date.now();
  const parts = cast(sandbox, "pasted", "refused", "tidied", "doubtful", "typed", "blocked");
  const everybody = Object.values(parts);
  for (const one of everybody) Object.assign(one, { secret: freshSecret(), recoveryCode: freshCode() });
  const { pasted, refused, tidied, doubtful, typed, blocked } = parts;
  tidied.recoveryCode = `CANARY-${randomBytes(6).toString("hex")}`;
  const marks: Mark[] = Object.entries(parts).flatMap(([name, { secret, recoveryCode }]) => [
    { name: `the secret of ${name}`, text: secret },
    { name: `the recovery code of ${name}`, text: recoveryCode },
  ]);
  // Every way for something to go wrong on the way: a refusal, an answer cut short, a page of HTML.
  sandbox.set({ refuseUsers: [`${refused.userId}:400`], fault: "truncated", faultStores: false });

  await app.open();
  await app.paste(table([HEADER, line(pasted), line(refused)]));
  await app.expectCounts({ ready: 2 });
  await app.choose(
    file(
      "canary.csv",
      table([
        ["userId", "secret", "recoveryCode"],
        [tidied.userId, spaced(tidied.secret), tidied.recoveryCode],
        [doubtful.userId, doubtful.secret, doubtful.recoveryCode],
        [typed.userId, "", typed.recoveryCode],
        [blocked.userId, `0${blocked.secret}`, blocked.recoveryCode],
      ]),
    ),
  );
  await app.expectCounts({ ready: 4, blocked: 2 });
  await app.edit(typed.userId, "secret", typed.secret);
  await app.expectCounts({ ready: 5, blocked: 1 });
  await app.reveal(tidied.userId, 2);
  await expect(app.dialog).toContainText(tidied.secret);
  await page.keyboard.press("Escape");
  await app.importAll(5);
  await app.expectCounts({ verified: 4, refused: 1, blocked: 1 });
  sandbox.set({ fault: "html" });
  await app.retryButton(1).click();
  await expect(app.summary).toContainText(t("run.doneTitle"));
  await app.expectCounts({ verified: 4, refused: 1, blocked: 1 });
  for (const { userId } of everybody) await app.inspect(userId);
  const report = await app.report();

  for (const { userId, secret, recoveryCode } of [pasted, tidied, doubtful, typed])
    expect(sandbox.stored(userId), "the marks were indeed carried").toEqual({ secret, recoveryCode });
  const places: Places = {
    ...(await placesOf(page)),
    ...writtenSince(".next", since),
    ...writtenSince(server.data, 0),
    "the server's output": server.output(),
    "the URLs": watch.urls().join("\n"),
    "the report": report,
  };
  expect(places["the server's output"], "the output is indeed watched").toContain("Ready in");
  expect(places["the report"], "the report is indeed read").toContain(pasted.userId);
  expect(findMarks(marks, places)).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test("rows that the server cannot read leave nothing in its output", async ({
  app,
  page,
  sandbox,
  server,
}) => {
  const { one } = cast(sandbox, "one");
  const person = { ...one, secret: freshSecret(), recoveryCode: freshCode() };
  await app.open();
  await app.choose(
    file(
      "one.csv",
      table([
        ["userId", "secret", "recoveryCode"],
        [person.userId, person.secret, person.recoveryCode],
      ]),
    ),
  );
  const called = page.waitForRequest((request) => request.postData()?.includes(person.secret) === true);
  await app.importAll(1);
  const request = await called;
  const body = request.postData() ?? "";
  expect(body, "this is the call that carries the rows").toContain(person.secret);

  // The same call, as a bad line, a bug or an attacker might send it.
  const headers = { ...request.headers() };
  delete headers["content-length"];
  const spoilt = [
    body.slice(0, body.indexOf(person.secret) + 16),
    body.replace('"last"', '"lest"'),
    body.replace(person.secret, `${person.secret}!`),
    body.replace('"rows"', `"${person.secret}":1,"rows"`),
    body.replaceAll('"', "'"),
    `${body}${body}`,
    `[${body}]`,
  ];
  for (const data of spoilt)
    await page.request.post(request.url(), { headers, data, failOnStatusCode: false });
  const elsewhere = body.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, randomUUID());
  await page.request.post(request.url(), { headers, data: elsewhere, failOnStatusCode: false });

  const marks = [
    { name: "the secret", text: person.secret },
    { name: "the recovery code", text: person.recoveryCode },
  ];
  expect(findMarks(marks, { "the server's output": server.output() })).toEqual([]);
});

test("the search for marks finds one in every place", async ({ app, page }) => {
  await app.open();
  const mark = { name: "the mark", text: freshSecret() };
  await page.evaluate(async (text) => {
    localStorage.setItem("a", text);
    sessionStorage.setItem("b", text.toLowerCase());
    // biome-ignore lint/suspicious/noDocumentCookie: what is planted is what the search is tried on.
    document.cookie = `c=${text}`;
    await (await caches.open("d")).put("/d", new Response(btoa(text)));
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open("e");
      opening.onupgradeneeded = () => opening.result.createObjectStore("f");
      opening.onsuccess = () => {
        const transaction = opening.result.transaction("f", "readwrite");
        transaction.objectStore("f").put({ inner: new TextEncoder().encode(text) }, 1);
        transaction.oncomplete = () => resolve();
      };
    });
    history.pushState({ text }, "", `?q=${text}`);
    document.title = text;
    window.name = text;
    performance.mark(text);
    const input = document.createElement("input");
    document.body.append(input);
    input.value = text.slice(0, 12);
    document.body.setAttribute("data-x", text);
  }, mark.text);
  const places = { ...(await placesOf(page)), output: mark.text.replace(/.{4}(?=.)/g, "$& ") };
  const found = findMarks([mark], places);
  for (const place of Object.keys(places).filter((name) => name !== "output"))
    expect(found).toContain(`the mark in ${place}`);
});
