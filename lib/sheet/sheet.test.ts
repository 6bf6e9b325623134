import { describe, expect, test } from "vitest";
import { DEFAULT_CHOICES } from "@/lib/otp/check";
import type { Outcome } from "@/lib/otp/outcome";
import { EVERYTHING } from "./query";
import { Sheet } from "./sheet";
import type { SheetState } from "./state";
import { csvOf, range, SECRET, secretOf, userIdOf } from "./testing";

const CODE = "b471-8ec0-874a-087f-bccb-cd54";

/** A sheet with what its page has heard, as it arrives there: copied. */
async function open(...blobs: (Blob | string)[]) {
  const sheet = new Sheet();
  const heard: SheetState[] = [];
  const listen = () => sheet.subscribe((state) => heard.push(structuredClone(state)));
  listen();
  await sheet.load(blobs.map((blob) => ({ blob: new Blob([blob]), name: "a.csv" })));
  const now = (): SheetState => {
    sheet.look(0, 60);
    // Who starts to listen hears the latest.
    listen();
    return heard.at(-1) as SheetState;
  };
  const rowAt = (at: number) => {
    const row = now().window.rows[at];
    if (!row) throw new Error(`no row ${at}`);
    return row;
  };
  return { sheet, heard, now, rowAt };
}

/** Runs all that is ready and tells this outcome of every row. */
function run(sheet: Sheet, outcome: Outcome): void {
  sheet.beginRun("ready");
  for (let rows = sheet.takeRows(100); rows.length > 0; rows = sheet.takeRows(100))
    sheet.applyOutcomes(rows.map(({ id }) => ({ first: id, last: id, outcome })));
  sheet.endRun(null, null);
}

describe("the page hears", () => {
  test("how things stand as soon as it listens", () => {
    const heard: SheetState[] = [];
    new Sheet().subscribe((state) => heard.push(state));
    expect(heard).toMatchObject([
      { sources: [], viewLength: 0, query: EVERYTHING, choices: DEFAULT_CHOICES },
    ]);
  });

  test("the rows it looks at, as soon as it looks elsewhere", async () => {
    const { sheet, heard, now } = await open(csvOf(range(500)));
    expect(now().viewLength).toBe(500);
    sheet.look(300, 303);
    expect(heard.at(-1)?.window).toMatchObject({ start: 300, rows: [{ id: 300 }, { id: 301 }, { id: 302 }] });
    sheet.look(499, 520);
    expect(heard.at(-1)?.window.rows.map(({ id }) => id)).toEqual([499]);
    sheet.look(900, 960);
    expect(heard.at(-1)).toMatchObject({ viewLength: 500, window: { start: 900, rows: [] } });
  });

  test("numbers that add up at every moment, and never a secret", async () => {
    const { sheet, heard } = await open(csvOf(range(5000)), csvOf(range(100)));
    sheet.setRemoved([3, 4], true);
    sheet.beginRun("ready");
    const rows = sheet.takeRows(2000);
    sheet.applyOutcomes(rows.map(({ id }) => ({ first: id, last: id, outcome: { state: "verified" } })));
    sheet.loseRun();
    for (const { counts, sources, viewLength } of heard) {
      const all = sources.reduce((sum, source) => sum + source.rows, 0);
      expect([Object.values(counts).reduce((sum, count) => sum + count, 0), viewLength]).toEqual([all, all]);
    }
    const said = JSON.stringify(heard);
    for (const number of [0, 1, 2999, 4999]) expect(said).not.toContain(secretOf(number));
  });

  test("at once that what it has dropped is gone", async () => {
    const { sheet, heard, now } = await open(csvOf([1, 2]), csvOf([3]));
    sheet.show({ ...EVERYTHING, state: "ready" });
    expect(now().viewLength).toBe(3);
    sheet.dropSource(0);
    expect(heard.at(-1)).toMatchObject({
      viewLength: 1,
      window: { rows: [{ source: 1 }] },
      counts: { ready: 1 },
    });
    sheet.clear();
    expect(heard.at(-1)).toMatchObject({ viewLength: 0, window: { rows: [] }, sources: [] });
  });

  test("of the first rows as soon as they are read, long before the last", async () => {
    const { heard } = await open(csvOf(range(20_000)));
    const [first] = heard.filter(({ viewLength }) => viewLength > 0);
    expect(first?.viewLength).toBeLessThan(2000);
    expect(first?.window.rows.length).toBeGreaterThan(20);
  });

  test("at once that nothing is left to read", async () => {
    const { heard } = await open(csvOf(range(500)), csvOf(range(3)));
    expect(heard.at(-1)).toMatchObject({
      sources: [{ status: "ready" }, { status: "ready" }],
      viewLength: 503,
    });
  });

  test("of rows that pour in no more often than it can draw them", async () => {
    const started = performance.now();
    const { heard } = await open(csvOf(range(60_000)));
    expect(heard.length).toBeLessThan((performance.now() - started) / 50 + 5);
  });
});

describe("editing a cell", () => {
  test("checks the row and its twin again", async () => {
    const { sheet, rowAt } = await open(csvOf([1, 2]));
    sheet.edit(0, "userId", userIdOf(2));
    expect([rowAt(0), rowAt(1)]).toMatchObject([
      { state: "blocked", issues: [{ code: "user_duplicate", twin: { line: 3, source: null } }] },
      { state: "blocked", issues: [{ code: "user_duplicate", twin: { line: 2, source: null } }] },
    ]);
    sheet.edit(0, "userId", userIdOf(1));
    expect([rowAt(0).state, rowAt(1).state]).toEqual(["ready", "ready"]);
  });

  test("leaves the row in sight, though the filter would not let it through any more", async () => {
    const { sheet, now } = await open(`userId,secret\n${userIdOf(1)},1\n${userIdOf(2)},2\n`);
    sheet.show({ ...EVERYTHING, state: "blocked" });
    expect(now().viewLength).toBe(2);
    sheet.edit(0, "secret", SECRET);
    expect(now()).toMatchObject({ viewLength: 2, counts: { ready: 1, blocked: 1 } });
    expect(now().window.rows[0]).toMatchObject({ id: 0, state: "ready" });
    sheet.show(now().query);
    expect(now().window.rows.map(({ id }) => id)).toEqual([1]);
  });

  test("of a row that failed makes it ready for another import", async () => {
    const { sheet, rowAt, now } = await open(csvOf([1]));
    run(sheet, { state: "refused", code: "user_not_found" });
    expect(now()).toMatchObject({ retries: { failed: 1 }, counts: { refused: 1 } });
    sheet.edit(0, "userId", userIdOf(9));
    expect(rowAt(0)).toMatchObject({ state: "ready", outcome: null, user: { userId: userIdOf(9) } });
    expect(now().retries.failed).toBe(0);
  });
});

describe("a row that is not the admin’s to change", () => {
  test.each([
    ["waiting for its turn", null, "in_run"],
    ["on its way", { state: "sending" }, "in_run"],
    ["accepted", { state: "accepted" }, "done"],
    ["verified", { state: "verified" }, "done"],
  ] as const)("because it is %s, stays as it is", async (_, outcome, lock) => {
    const { sheet, rowAt } = await open(csvOf([1]));
    sheet.beginRun("ready");
    sheet.takeRows(10);
    if (outcome) sheet.applyOutcomes([{ first: 0, last: 0, outcome }]);
    sheet.edit(0, "userId", userIdOf(7));
    sheet.edit(0, "secret", SECRET);
    sheet.setRemoved([0], true);
    expect(rowAt(0)).toMatchObject({
      lock,
      state: outcome?.state ?? "waiting",
      user: { userId: userIdOf(1) },
    });
  });

  test.each([
    { state: "mismatch", code: "different" },
    { state: "refused", code: "invalid" },
    { state: "unknown", code: "timeout" },
    { state: "stopped" },
  ] as const)("is free again when it ends as %j", async (outcome) => {
    const { sheet, rowAt } = await open(csvOf([1]));
    run(sheet, outcome);
    expect(rowAt(0)).toMatchObject({ lock: null, state: outcome.state });
    sheet.setRemoved([0], true);
    expect(rowAt(0).state).toBe("removed");
    sheet.setRemoved([0], false);
    expect(rowAt(0)).toMatchObject({ state: outcome.state });
  });

  test("is none that does not exist", async () => {
    const { sheet, now } = await open(csvOf([1]));
    sheet.edit(99, "secret", "x");
    sheet.setRemoved([99, -1], true);
    expect(now().counts).toMatchObject({ ready: 1, removed: 0 });
    expect(sheet.reveal(99)).toBe(null);
  });
});

describe("a secret", () => {
  const text = `userId,secret,recoveryCode\n${userIdOf(1)},${SECRET.toLowerCase()},${CODE}\n${userIdOf(2)},,${CODE}\n${userIdOf(3)},1O8,\n${userIdOf(4)},,\n`;

  test("is shown for one row at a time, as written and as sent", async () => {
    const { sheet } = await open(text);
    expect(sheet.reveal(0)).toEqual({ secretText: SECRET.toLowerCase(), secret: SECRET, recoveryCode: CODE });
    expect(sheet.reveal(2)).toEqual({ secretText: "1O8", secret: "", recoveryCode: "" });
  });

  test("that is missing hides no recovery code: the editor starts from it", async () => {
    const { sheet } = await open(text);
    expect(sheet.reveal(1)).toEqual({ secretText: "", secret: "", recoveryCode: CODE });
    expect(sheet.reveal(3)).toBe(null);
  });

  test("is forgotten with the recovery code once GenAuth holds it, whatever is asked later", async () => {
    const { sheet, now } = await open(`userId,secret,recoveryCode\n${userIdOf(1)},${SECRET},${CODE}\n`);
    run(sheet, { state: "verified" });
    expect(sheet.reveal(0)).toBe(null);
    sheet.choose({ ...DEFAULT_CHOICES, acceptShortSecrets: true });
    expect(sheet.beginRun("failed").total + sheet.beginRun("ready").total).toBe(0);
    expect(sheet.takeRows(10)).toEqual([]);
    expect(JSON.stringify([now(), sheet.report(0, 10)])).not.toMatch(new RegExp(`${SECRET}|${CODE}`, "i"));
    expect(now().window.rows[0]).toMatchObject({ state: "verified", secret: { bits: 160, given: false } });
  });
});

describe("a run", () => {
  test("takes nothing of a file whose columns are in doubt, whatever the page asks", async () => {
    // Hexadecimal and base32 at once.
    const secrets = range(4).map((number) => `2345672ABCDEF22345672ABCDEF2345${number + 2}`);
    const unsure = JSON.stringify(secrets.map((secret, number) => ({ userId: userIdOf(number), secret })));
    const { sheet, now } = await open(unsure, csvOf([9]));
    expect(now().sources.map((source) => source.unsure)).toEqual([true, false]);
    expect(sheet.beginRun("ready").total).toBe(1);
  });

  test("takes nothing of a file that is still being read", async () => {
    const { sheet, now } = await open(csvOf([1]));
    const loading = sheet.load([{ blob: csvOf(range(60_000).map((number) => number + 10)), name: "" }]);
    while (now().counts.ready < 2) await new Promise((resolve) => setTimeout(resolve, 0));
    expect(sheet.beginRun("ready").total).toBe(1);
    sheet.endRun(null, null);
    await loading;
    expect(now().counts).toMatchObject({ ready: 60_000, stopped: 1 });
  });

  test("in a filtered table shows every row where it belongs, at the latest when it ends", async () => {
    const { sheet, heard } = await open(csvOf(range(3)));
    sheet.show({ ...EVERYTHING, state: "verified" });
    sheet.beginRun("ready");
    sheet.applyOutcomes(
      sheet.takeRows(2).map(({ id }) => ({ first: id, last: id, outcome: { state: "verified" } })),
    );
    sheet.endRun("credentials", null);
    expect(heard.at(-1)).toMatchObject({
      viewLength: 2,
      counts: { verified: 2, stopped: 1 },
      retries: { failed: 1 },
    });
  });
});

describe("a row that was saved on the page of its user", () => {
  const SAVED = { userId: userIdOf(9), secret: secretOf(9), recoveryCode: CODE };

  test("is what GenAuth holds now, and its secret is forgotten; undo does not bring it back", async () => {
    const { sheet, rowAt } = await open(`userId,secret,algorithm\n${userIdOf(1)},1O8,SHA256\n`);
    expect(rowAt(0).state).toBe("blocked");
    sheet.edit(0, "secret", "1O9");
    sheet.savedByHand(0, SAVED, { state: "verified" });
    expect(rowAt(0)).toMatchObject({
      state: "verified",
      lock: "done",
      user: { userId: SAVED.userId },
      parameters: { algorithm: "SHA1", digits: "6" },
      secret: { given: false },
    });
    expect(sheet.reveal(0)).toBe(null);
    await sheet.undo();
    expect([rowAt(0).state, sheet.reveal(0)]).toEqual(["verified", null]);
    expect(sheet.beginRun("ready").total).toBe(0);
  });

  test("stays as it is when nothing was saved, or when it is part of a run", async () => {
    const { sheet, rowAt } = await open(csvOf(range(2)));
    sheet.savedByHand(0, SAVED, { state: "refused", code: "invalid" });
    expect(rowAt(0)).toMatchObject({ state: "ready", user: { userId: userIdOf(0) } });
    sheet.beginRun("ready");
    sheet.savedByHand(1, SAVED, { state: "verified" });
    expect(rowAt(1)).toMatchObject({ state: "waiting", user: { userId: userIdOf(1) } });
    sheet.savedByHand(77, SAVED, { state: "verified" });
  });
});

test("the report has every row of the file in its order, in parts, whatever the table shows", async () => {
  const { sheet } = await open(csvOf(range(25)));
  sheet.show({ ...EVERYTHING, search: "nobody", sort: { column: "user", descending: true } });
  sheet.setRemoved([5], true);
  const parts = [sheet.report(0, 10), sheet.report(10, 20), sheet.report(20, 30), sheet.report(30, 40)];
  expect(parts.map((part) => part.length)).toEqual([10, 10, 5, 0]);
  expect(parts.flat().map(({ id }) => id)).toEqual(range(25));
});

test("starting over leaves no row, no filter and no decision behind", async () => {
  const { sheet, now } = await open(`userId,secret\n${userIdOf(1)},GEZDGNBVGY3TQOI\n`);
  sheet.choose({ acceptShortSecrets: true, severalRecoveryCodes: "none", acceptInactiveUsers: true });
  sheet.show({ ...EVERYTHING, search: "x" });
  sheet.clear();
  expect(now()).toMatchObject({ sources: [], viewLength: 0, query: EVERYTHING, choices: DEFAULT_CHOICES });
  await sheet.load([{ blob: new Blob([`userId,secret\n${userIdOf(1)},GEZDGNBVGY3TQOI\n`]), name: "" }]);
  expect(now().window.rows).toMatchObject([{ id: 1, state: "blocked" }]);
});

test("an answer of the pool that is being done again when the pool changes is forgotten like any other", async () => {
  const emails = range(3000).map((number) => `a${number}@example.com`);
  const lines = emails.map((email, number) => `${email},${secretOf(number)}`);
  const { sheet } = await open(["email,secret", ...lines, ""].join("\n"));
  sheet.beginSearch("nameless");
  for (let asked = sheet.takeNames(1000); asked; asked = sheet.takeNames(1000)) {
    const found = asked.names.map((name) => {
      const userIds = [userIdOf(emails.indexOf(name))];
      return { name, userIds, status: "Activated", displayName: "" };
    });
    sheet.applyFound(asked.kind, found);
  }
  const named = () => sheet.report(0, 3000).filter(({ user }) => user.userId !== "").length;
  expect(named()).toBe(3000);
  await sheet.undo();
  expect(named()).toBe(0);
  const redoing = sheet.redo();
  sheet.forgetPool();
  await redoing;
  expect(named()).toBe(0);
});
