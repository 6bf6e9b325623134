import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_CHOICES } from "@/lib/otp/check";
import { edited } from "./edit";
import { History } from "./history";
import { Rows } from "./rows";
import type { Edits } from "./step";
import { goodRecord, range, SECRET, secretOf, userIdOf, variedRecord } from "./testing";

function tableOf(count: number) {
  const rows = new Rows();
  rows.add(
    0,
    range(count).map((number) => goodRecord(number)),
  );
  const history = new History(rows);
  return { rows, history, ...handsOf(rows, history) };
}

/** What the admin does, by row id. */
function handsOf(rows: Rows, history: History) {
  const each = (ids: readonly number[], act: (row: NonNullable<ReturnType<Rows["byId"]>>) => void) => {
    for (const id of ids) {
      const row = rows.byId(id);
      if (row) act(row);
    }
  };
  return {
    type: (ids: readonly number[], text: string, field: "userId" | "secret" | "recoveryCode" = "userId") =>
      history.run("paste", (edits) =>
        each(ids, (row) => edits.change(row, (record) => edited(record, field, text))),
      ),
    remove: (ids: readonly number[], removed = true) =>
      history.run("remove", (edits) => each(ids, (row) => edits.setRemoved(row, removed))),
  };
}

/** All that can be told of the rows, but how often they were drawn. */
function snapshot(rows: Rows) {
  return {
    rows: rows.all.map(
      ({ id, source, record, bare, outcome, removed, own, issues, bits, recoveryCodes }) => ({
        ...{ id, source, record, bare, outcome, removed, own, issues, bits, recoveryCodes },
      }),
    ),
    codes: [...rows.all].map((row) => [...rows.sets.codes(row.issues)]),
    counts: rows.counts(),
    issues: [...rows.tally.ofIssues()].sort(),
    retries: rows.tally.ofRetries(),
    choices: rows.choices,
  };
}

const user = (rows: Rows, id: number) => rows.byId(id)?.record.userId;

describe("undo", () => {
  test("takes one step back after the other, and redo does them again", async () => {
    const { rows, history, type, remove } = tableOf(3);
    type([0, 1], "x");
    remove([2]);
    expect(history.view()).toEqual({ undo: { code: "remove", rows: 1 }, redo: null });
    expect(await history.undo()).toEqual({ code: "remove", rows: 1, locked: 0 });
    expect(rows.counts()).toMatchObject({ removed: 0 });
    expect(history.view()).toEqual({ undo: { code: "paste", rows: 2 }, redo: { code: "remove", rows: 1 } });
    expect(await history.undo()).toEqual({ code: "paste", rows: 2, locked: 0 });
    expect(await history.undo()).toBe(null);
    expect([user(rows, 0), user(rows, 1)]).toEqual([userIdOf(0), userIdOf(1)]);
    expect(await history.redo()).toMatchObject({ code: "paste", rows: 2 });
    expect([user(rows, 0), user(rows, 1)]).toEqual(["x", "x"]);
    expect(await history.redo()).toMatchObject({ code: "remove", rows: 1 });
    expect(await history.redo()).toBe(null);
  });

  test("of everything that was done, in any order, leaves the rows as they were, and redo as they became", async () => {
    const id = fc.nat(11);
    const ids = fc.array(id, { maxLength: 8 });
    const act = fc.oneof(
      fc.tuple(fc.constant("userId" as const), ids, fc.constantFrom("x", "", userIdOf(1), " two words ")),
      fc.tuple(fc.constant("secret" as const), ids, fc.constantFrom(SECRET, "1O8", "", secretOf(3))),
      fc.tuple(fc.constant("recoveryCode" as const), ids, fc.constantFrom("", "one two")),
      fc.tuple(fc.constantFrom("remove" as const, "restore" as const), ids, fc.constant("")),
      fc.tuple(fc.constant("choices" as const), ids, fc.constant("")),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5000), { minLength: 12, maxLength: 12 }),
        fc.array(act, { maxLength: 12 }),
        async (seeds, acts) => {
          const rows = new Rows();
          rows.add(0, seeds.map(variedRecord), (record) =>
            record.line % 2 === 0 && record.email === "" ? { ...record, email: "told@example.com" } : record,
          );
          const history = new History(rows);
          const { type, remove } = handsOf(rows, history);
          for (const { id: known } of [...rows.all]) {
            const row = rows.byId(known);
            if (row && known % 5 === 0) rows.setOutcome(row, { state: "refused", code: "invalid" });
          }
          const before = snapshot(rows);
          for (const [what, which, text] of acts) {
            if (what === "remove" || what === "restore") remove(which, what === "remove");
            else if (what === "choices")
              history.run("choices", (step) =>
                step.choose({ ...rows.choices, acceptShortSecrets: !rows.choices.acceptShortSecrets }),
              );
            else type(which, text, what);
          }
          const after = snapshot(rows);
          let steps = 0;
          while (await history.undo()) steps++;
          expect(snapshot(rows)).toEqual(before);
          for (; steps > 0; steps--) await history.redo();
          expect(await history.redo()).toBe(null);
          expect(snapshot(rows)).toEqual(after);
        },
      ),
    );
  });

  test("reaches back a hundred steps", async () => {
    const { rows, history, type } = tableOf(1);
    for (const number of range(130)) type([0], `x${number}`);
    let steps = 0;
    while (await history.undo()) steps++;
    expect(steps).toBe(100);
    expect(user(rows, 0)).toBe("x29");
  });

  test("what was undone is gone once something else is done", async () => {
    const { history, type } = tableOf(2);
    type([0], "x");
    await history.undo();
    type([1], "y");
    expect(await history.redo()).toBe(null);
  });

  test("knows no step that changed nothing", () => {
    const { history, type, remove } = tableOf(2);
    type([0], userIdOf(0));
    remove([1], false);
    expect(history.view()).toEqual({ undo: null, redo: null });
  });

  test("takes the choices back", async () => {
    const { rows, history } = tableOf(1);
    history.run("choices", (step) => step.choose({ ...DEFAULT_CHOICES, acceptShortSecrets: true }));
    expect(await history.undo()).toEqual({ code: "choices", rows: 0, locked: 0 });
    expect(rows.choices).toEqual(DEFAULT_CHOICES);
    await history.redo();
    expect(rows.choices.acceptShortSecrets).toBe(true);
  });
});

describe("one step", () => {
  test("are the parts of one thing, unless something else came between them", async () => {
    const { rows, history, type } = tableOf(3);
    const search = {};
    const found = (id: number) =>
      history.run(
        "find_users",
        (edits) => {
          const row = rows.byId(id);
          if (row) edits.replace(row, { ...row.record, userId: "found" });
        },
        search,
      );
    found(0);
    found(1);
    expect(history.view().undo).toEqual({ code: "find_users", rows: 2 });
    type([0], "x");
    found(2);
    expect(await history.undo()).toMatchObject({ code: "find_users", rows: 1 });
    expect(await history.undo()).toMatchObject({ code: "paste", rows: 1 });
    expect(await history.undo()).toMatchObject({ code: "find_users", rows: 2 });
    expect(range(3).map((id) => user(rows, id))).toEqual(range(3).map(userIdOf));
  });

  test("are not what comes after a step of many rows whose first change came later", async () => {
    const { rows, history } = tableOf(2000);
    const search = {};
    const name = (edits: Edits, id: number, label: string) => {
      const row = rows.byId(id);
      if (row) edits.change(row, (record) => ({ ...record, label }));
    };
    const found = (id: number) => history.run("find_users", (edits) => name(edits, id, "found"), search);
    let replacing = false;
    const replaced = history.runInTurns("replace", range(2000), (edits, id) => {
      // Turn after turn it finds nothing to change.
      for (const began = performance.now(); id % 256 === 255 && performance.now() - began < 13; );
      if (id < 1500) return;
      replacing = true;
      name(edits, id, "replaced");
    });
    found(0);
    expect(replacing).toBe(false);
    await replaced;
    found(1);
    await history.undo();
    await history.undo();
    expect(history.view().undo).toEqual({ code: "find_users", rows: 1 });
    expect([0, 1, 1999].map((id) => rows.byId(id)?.record.label)).toEqual(["found", "", ""]);
  });

  test("counts a row once of which several cells were changed", async () => {
    const { rows, history } = tableOf(2);
    history.run("paste", (edits) => {
      for (const field of ["userId", "secret"] as const)
        edits.change(rows.all.at(0) as never, (record) => edited(record, field, "x"));
    });
    expect(history.view().undo).toEqual({ code: "paste", rows: 1 });
    expect(await history.undo()).toMatchObject({ rows: 1 });
    expect(rows.byId(0)?.record).toEqual(goodRecord(0));
  });
});

describe("rows that GenAuth holds, or that are on their way", () => {
  test("stay as they are and are counted, and what they were is forgotten", async () => {
    const { rows, history, type, remove } = tableOf(10);
    type(range(10), SECRET, "secret");
    for (const id of [2, 5, 7]) {
      const row = rows.byId(id);
      if (row) rows.setOutcome(row, { state: id === 5 ? "waiting" : "verified" });
    }
    history.prune();
    expect(await history.undo()).toEqual({ code: "paste", rows: 7, locked: 3 });
    expect(rows.byId(0)?.record.secret).toBe(secretOf(0));
    expect(rows.byId(5)?.record.secret).toBe(SECRET);
    expect(rows.byId(2)).toMatchObject({ outcome: { state: "verified" }, record: { secret: "" } });
    expect(await history.redo()).toEqual({ code: "paste", rows: 7, locked: 0 });
    remove([2]);
    expect(history.view().undo).toMatchObject({ code: "paste" });
  });

  test("leave nothing to do again when the whole step is theirs", async () => {
    const { rows, history, type } = tableOf(1);
    type([0], "x");
    const row = rows.byId(0);
    if (row) rows.setOutcome(row, { state: "accepted" });
    expect(await history.undo()).toEqual({ code: "paste", rows: 0, locked: 1 });
    expect(await history.redo()).toBe(null);
  });

  test("a refused row comes back with what it was and what was said of it", async () => {
    const { rows, history, type } = tableOf(1);
    const row = rows.byId(0);
    if (row) rows.setOutcome(row, { state: "refused", code: "user_not_found" });
    type([0], "x");
    expect(rows.byId(0)?.outcome).toBe(null);
    await history.undo();
    expect(rows.byId(0)?.outcome).toEqual({ state: "refused", code: "user_not_found" });
    expect(rows.tally.ofRetries().failed).toBe(1);
  });
});

test("rows that have left the table take their past along", async () => {
  const { rows, history, type } = tableOf(2);
  rows.add(1, [goodRecord(7)]);
  type([2], "x");
  type([0, 2], "y");
  rows.drop(new Set([1]));
  history.prune();
  expect(history.view().undo).toEqual({ code: "paste", rows: 1 });
  expect(await history.undo()).toEqual({ code: "paste", rows: 1, locked: 0 });
  expect(await history.undo()).toBe(null);
});

test("what other sources told since stays when a step is undone", async () => {
  const { rows, history, type } = tableOf(1);
  type([0], "x");
  rows.complete((record) => (record.email === "" ? { ...record, email: "a@example.com" } : record));
  await history.undo();
  expect(rows.byId(0)?.record).toMatchObject({ userId: userIdOf(0), email: "a@example.com" });
  rows.complete((record) => record);
  expect(rows.byId(0)?.record).toEqual(goodRecord(0));
});

describe("a step of many rows", () => {
  const MANY = 3000;
  // However fast the machine is, it takes more than one turn.
  const clockOf = (ms: number) => {
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (now += ms));
  };
  beforeEach(() => clockOf(1_000));
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("is undone with turns for others, whose changes stay and can be undone themselves", async () => {
    const { rows, history, type } = tableOf(MANY);
    type(range(MANY), "x");
    const told: [number, number][] = [];
    const undoing = history.undo((done, all) => told.push([done, all]));
    // The last change goes first: row 0 has not had its turn.
    type([0], "meanwhile");
    expect(await undoing).toEqual({ code: "paste", rows: MANY - 1, locked: 0 });
    expect([user(rows, 0), user(rows, 1), user(rows, MANY - 1)]).toEqual([
      "meanwhile",
      userIdOf(1),
      userIdOf(MANY - 1),
    ]);
    expect(told.every(([done, all]) => done <= all && all === MANY)).toBe(true);
    expect(history.view()).toEqual({ undo: { code: "paste", rows: 1 }, redo: null });
    await history.undo();
    expect(user(rows, 0)).toBe("x");
  });

  test("is undone, and the one before it, by undo pressed twice in a moment", async () => {
    clockOf(5);
    const { rows, history, type } = tableOf(MANY);
    type(range(MANY), "x");
    type(range(MANY), "y");
    await Promise.all([history.undo(), history.undo()]);
    expect([user(rows, 0), user(rows, MANY - 1)]).toEqual([userIdOf(0), userIdOf(MANY - 1)]);
  });

  test.each([
    ["pressed again because it takes its time", 1_000, () => undefined],
    [
      "pressed again before something else is done",
      5,
      (type: (ids: number[], text: string) => void) => type([0], "z"),
    ],
  ])("is undone alone, by undo %s", async (_how, ms, meanwhile) => {
    clockOf(ms);
    const { rows, history, type } = tableOf(MANY);
    type(range(MANY), "x");
    type(range(MANY), "y");
    const undoing = history.undo();
    const again = history.undo();
    meanwhile(type);
    await undoing;
    expect(await again).toBe(null);
    expect(user(rows, 1)).toBe("x");
  });

  test("is done again below what was done meanwhile", async () => {
    const { rows, history, type } = tableOf(MANY);
    type(range(MANY), "x");
    await history.undo();
    const redoing = history.redo();
    type([MANY - 1], "meanwhile");
    await redoing;
    expect([user(rows, 0), user(rows, MANY - 1)]).toEqual(["x", "meanwhile"]);
    await history.undo();
    expect([user(rows, 0), user(rows, MANY - 1)]).toEqual(["x", userIdOf(MANY - 1)]);
    await history.undo();
    expect(user(rows, 0)).toBe(userIdOf(0));
  });

  test("is undone before the next change of many rows begins", async () => {
    const { rows, history, type } = tableOf(MANY);
    type(range(MANY), "x");
    const undoing = history.undo();
    const filling = history.runInTurns("fill", range(MANY), (edits, id) => {
      const row = rows.byId(id);
      if (row) edits.change(row, (record) => edited(record, "userId", `${record.userId}y`));
    });
    await Promise.all([undoing, filling]);
    expect([user(rows, 0), user(rows, MANY - 1)]).toEqual([`${userIdOf(0)}y`, `${userIdOf(MANY - 1)}y`]);
  });

  test("that is undone while the table is emptied cannot be done again", async () => {
    const { rows, history, type } = tableOf(MANY);
    type(range(MANY), "x");
    const undoing = history.undo();
    rows.drop(new Set([0]));
    history.clear();
    await undoing;
    expect(history.view()).toEqual({ undo: null, redo: null });
  });
});
