import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnRole, Format, ReadItem, TablePlan } from "@/lib/formats/format";
import { FORMATS } from "@/lib/formats/registry";
import { Rows } from "./rows";
import { Sources } from "./sources";
import { csvOf, goodRecord, range, SECRET, secretOf, userIdOf } from "./testing";
import { nextTurn } from "./turn";

/** Sources over a table of their own; `statuses`: those of the first source, at every change. */
function open() {
  const rows = new Rows();
  const statuses: (string | undefined)[] = [];
  const sources: Sources = new Sources(rows, () => statuses.push(sources.views()[0]?.status));
  return { rows, sources, statuses };
}
const file = (blob: Blob | string, name = "") => ({
  blob: typeof blob === "string" ? new Blob([blob]) : blob,
  name,
});
const planOf = (sources: Sources, index: number): TablePlan => {
  const plan = sources.views().find((view) => view.index === index)?.plan;
  if (!plan) throw new Error("no plan");
  return plan;
};
const withRoles = (plan: TablePlan, ...roles: ColumnRole[]): TablePlan => ({
  ...plan,
  columns: plan.columns.map((column, at) => ({ ...column, role: roles[at] ?? "ignore" })),
});
const sourcesOfRows = (rows: Rows) => rows.all.map(({ source }) => source);

/** A file on a disk that goes away after so many reads. */
class Failing extends Blob {
  #reads: number;

  constructor(text: string, reads: number) {
    super([text]);
    this.#reads = reads;
  }

  override slice(...range: Parameters<Blob["slice"]>): Blob {
    const part = super.slice(...range);
    if (this.#reads-- > 0) return part;
    const gone = () =>
      Promise.reject(new DOMException("A requested file could not be found.", "NotFoundError"));
    return Object.assign(part, {
      arrayBuffer: gone,
      text: gone,
      stream: () => new ReadableStream({ pull: gone }),
    });
  }

  override stream(): ReturnType<Blob["stream"]> {
    return this.slice(0, this.size).stream();
  }
}

describe("reading", () => {
  test("several files go one after the other into one table, all of them listed from the start", async () => {
    const { rows, sources } = open();
    const done = sources.load([file(csvOf(range(3)), "a.csv"), file(csvOf([10, 11]), "b.csv")]);
    expect(sources.views().map(({ name, status }) => [name, status])).toEqual([
      ["a.csv", "reading"],
      ["b.csv", "reading"],
    ]);
    await done;
    expect(sources.views()).toMatchObject([
      { index: 0, status: "ready", format: "delimited", rows: 3, read: 1, problem: null, unsure: false },
      { index: 1, status: "ready", format: "delimited", rows: 2, read: 1, problem: null, unsure: false },
    ]);
    expect(sourcesOfRows(rows)).toEqual([0, 0, 0, 1, 1]);
    expect(rows.counts()).toMatchObject({ ready: 5, blocked: 0 });
  });

  test("a file dropped while another is being read waits for it, so that rows of one file lie together", async () => {
    const { rows, sources } = open();
    const first = sources.load([file(csvOf(range(20_000)), "big.csv")]);
    const second = sources.load([file(csvOf([30_000]), "small.csv")]);
    await Promise.all([first, second]);
    const order = sourcesOfRows(rows);
    expect(order).toHaveLength(20_001);
    expect(order.indexOf(1)).toBe(20_000);
  });

  test("says how far it is, and lets others have their turn", async () => {
    const { sources, rows } = open();
    const seen: number[] = [];
    let over = false;
    const done = sources.load([file(csvOf(range(60_000)))]).then(() => {
      over = true;
    });
    while (!over) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.push(sources.views()[0]?.read ?? 0);
    }
    await done;
    expect(rows.all).toHaveLength(60_000);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

describe("a file that cannot be read", () => {
  test.each([
    ["nothing in it", new Blob([]), "empty"],
    ["no OTP in it", new Blob(["name,city\nAnn,Paris\nBob,Rome\n"]), null],
    ["prose", new Blob(["Dear all,\nplease find nothing here.\n"]), "no_otp"],
    ["a folder, or a file that is gone", new Failing("userId,secret\n", 0), "unreadable"],
    [
      "a file that goes away half-way",
      new Failing(`userId,secret\n${userIdOf(1)},${SECRET}\n`, 1),
      "unreadable",
    ],
  ])("%s: is said of that file, and the others are read", async (_, blob, problem) => {
    const { rows, sources } = open();
    await sources.load([file(blob, "bad"), file(csvOf([1, 2]), "good.csv")]);
    const [bad, good] = sources.views();
    if (problem) expect(bad).toMatchObject({ status: "failed", problem: { problem } });
    expect(good).toMatchObject({ status: "ready", rows: 2 });
    expect(sourcesOfRows(rows).filter((source) => source === 1)).toHaveLength(2);
  });

  test("has no columns to be confirmed when it has no rows: it must not hold up the others", async () => {
    const { sources } = open();
    await sources.load([file("secret,note\n", "header only.csv"), file(csvOf([1]), "good.csv")]);
    expect(sources.views()[0]?.plan?.doubts).toEqual(["no_user"]);
    expect(sources.views()[0]).toMatchObject({ status: "failed", rows: 0, unsure: false });
    expect(sources.held().size).toBe(0);
  });

  test("at one place keeps the rows before it", async () => {
    const { rows, sources } = open();
    const head = `userId,secret\n${userIdOf(1)},${SECRET}\n`;
    await sources.load([file(`${head}${"x".repeat(3 << 20)}\n`, "long.csv")]);
    expect(sources.views()[0]).toMatchObject({
      status: "failed",
      problem: { problem: "line_too_long" },
      rows: 1,
    });
    expect(rows.all).toHaveLength(1);
  });

  test("in no way puts what is in it into what is said of it", async () => {
    const { sources } = open();
    await sources.load([file(`{"users":[{"secret":"${SECRET}"`), file(new Failing(SECRET, 0))]);
    expect(JSON.stringify(sources.views())).not.toContain(SECRET);
    expect(sources.views().every(({ status }) => status === "failed")).toBe(true);
  });
});

describe("dropping a source", () => {
  const settled = async (sources: Sources, rows: Rows) => {
    // A later file is read only when everything before it is over.
    await sources.load([file(csvOf([90_000]), "later.csv")]);
    return sourcesOfRows(rows).filter((source) => source === 0).length;
  };

  test("takes its rows away", async () => {
    const { rows, sources } = open();
    await sources.load([file(csvOf([1, 2])), file(csvOf([3]))]);
    sources.drop(0);
    expect([sources.views().map(({ index }) => index), sourcesOfRows(rows)]).toEqual([[1], [1]]);
  });

  test("while it is being opened: nothing of it ever comes", async () => {
    const { rows, sources } = open();
    const done = sources.load([file(csvOf(range(10)))]);
    sources.drop(0);
    await done;
    expect(await settled(sources, rows)).toBe(0);
    expect(sources.views()).toHaveLength(1);
  });

  test("while it is being read: nothing more of it comes", async () => {
    const { rows, sources } = open();
    const done = sources.load([file(csvOf(range(60_000)))]);
    while (rows.all.length === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    sources.drop(0);
    expect(rows.all).toHaveLength(0);
    await done;
    expect(await settled(sources, rows)).toBe(0);
  });

  test("of several while the first is being read: starting over means all of them", async () => {
    const { rows, sources } = open();
    const done = sources.load([file(csvOf(range(60_000))), file(csvOf([70_000])), file("otpauth://totp/a")]);
    while (rows.all.length === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    sources.clear();
    await done;
    expect([rows.all.length, sources.views()]).toEqual([0, []]);
  });

  test("and adding it again is a new source", async () => {
    const { sources } = open();
    await sources.load([file(csvOf([1]))]);
    sources.drop(0);
    await sources.load([file(csvOf([1]))]);
    expect(sources.views().map(({ index }) => index)).toEqual([1]);
  });
});

describe("columns in doubt", () => {
  const UNNAMED = `x,y\n${userIdOf(1)},hello world\n${userIdOf(2)},hello again\n`;

  test("hold their source back until the admin has confirmed them", async () => {
    const { sources } = open();
    await sources.load([file(UNNAMED), file(csvOf([5]))]);
    expect(sources.views()[0]).toMatchObject({ status: "ready", unsure: true });
    expect([...sources.held()]).toEqual([0]);
    await sources.useColumns(0, withRoles(planOf(sources, 0), "userId", "secret"));
    expect(sources.views()[0]).toMatchObject({ status: "ready", unsure: false });
    expect(sources.held().size).toBe(0);
  });

  test("are read again as the admin says, with new ids, and nothing of the first reading is left", async () => {
    const { rows, sources } = open();
    const text = `a,b\n${secretOf(1)},${userIdOf(1)}\n${secretOf(2)},${userIdOf(2)}\n`;
    await sources.load([file(text)]);
    const before = rows.all.map(({ id }) => id);
    await sources.useColumns(0, withRoles(planOf(sources, 0), "secret", "username"));
    expect(rows.all.map(({ record }) => [record.userId, record.username])).toEqual([
      ["", userIdOf(1)],
      ["", userIdOf(2)],
    ]);
    await sources.useColumns(0, withRoles(planOf(sources, 0), "secret", "userId"));
    expect(rows.all.map(({ record }) => record.userId)).toEqual([userIdOf(1), userIdOf(2)]);
    expect([...rows.all].some(({ id }) => before.includes(id))).toBe(false);
    expect(sources.views()[0]).toMatchObject({ rows: 2, status: "ready" });
  });

  test("confirmed twice in a row are read once, the second way", async () => {
    const { rows, sources, statuses } = open();
    await sources.load([file(csvOf(range(20_000), "u,s,t,a,d,p"))]);
    const plan = planOf(sources, 0);
    statuses.length = 0;
    const first = sources.useColumns(0, withRoles(plan, "username", "secret"));
    const second = sources.useColumns(0, withRoles(plan, "userId", "secret"));
    await Promise.all([first, second]);
    expect(rows.all).toHaveLength(20_000);
    expect([...rows.all].every(({ record }) => record.userId !== "")).toBe(true);
    // Nobody is told that it is read before it is.
    expect([statuses.indexOf("ready"), statuses.at(-1)]).toEqual([statuses.length - 1, "ready"]);
    expect(sources.views()[0]).toMatchObject({ rows: 20_000, status: "ready", problem: null });
  });

  test("of a source that is no table, or is gone, are no question", async () => {
    const { rows, sources } = open();
    await sources.load([file(`otpauth://totp/a?secret=${SECRET}\n`)]);
    const plan: TablePlan = {
      columns: [{ name: "a", role: "secret" }],
      secretEncoding: "base32",
      hasHeader: true,
      delimiter: ",",
      doubts: [],
    };
    await sources.useColumns(0, plan);
    await sources.useColumns(7, plan);
    expect(rows.all).toHaveLength(1);
    expect(sources.views()).toMatchObject([{ format: "uri-list", plan: null, rows: 1 }]);
  });
});

describe("confirmed columns are remembered for the session", () => {
  const part = (...numbers: number[]) =>
    `aa,bb\n${numbers.map((number) => `${secretOf(number)},login${number}`).join("\n")}\n`;

  test("for files with the same names of columns", async () => {
    const { rows, sources } = open();
    await sources.load([file(part(1, 2))]);
    await sources.useColumns(0, withRoles(planOf(sources, 0), "secret", "userId"));
    await sources.load([file(part(3, 4))]);
    expect(sources.views()[1]).toMatchObject({
      unsure: false,
      plan: { columns: [{ role: "secret" }, { role: "userId" }] },
    });
    expect(rows.all.map(({ record }) => record.userId)).toEqual(["login1", "login2", "login3", "login4"]);
  });

  test("also when the admin has said that the first line is a header, or is none", async () => {
    const { rows, sources } = open();
    const text = `aa,bb\n${secretOf(1)},login1\n`;
    await sources.load([file(text)]);
    const plan = planOf(sources, 0);
    await sources.useColumns(0, { ...withRoles(plan, "secret", "userId"), hasHeader: !plan.hasHeader });
    const read = rows.all.length;
    await sources.load([file(text)]);
    expect(sources.views()[1]).toMatchObject({ unsure: false, plan: { hasHeader: !plan.hasHeader } });
    expect(rows.all).toHaveLength(2 * read);
  });

  test("but not for files with other columns", async () => {
    const { sources } = open();
    await sources.load([file(part(1, 2))]);
    await sources.useColumns(0, withRoles(planOf(sources, 0), "ignore", "secret"));
    await sources.load([file(part(1, 2).replace("aa", "cc"))]);
    expect(planOf(sources, 1).columns[1]?.role).not.toBe("secret");
  });

  test("nor for just any other file without names: it may hold something else in that place", async () => {
    const { sources } = open();
    const base32 = range(5).map((number) => `${secretOf(number)},login-name-${number}`);
    const hex = range(5).map(
      (number) => `login-name-${number},${"3132333435363738393a3b3c3d3e3f404142434".slice(number)}`,
    );
    await sources.load([file(base32.join("\n"))]);
    expect(planOf(sources, 0).hasHeader).toBe(false);
    await sources.useColumns(0, withRoles(planOf(sources, 0), "secret", "userId"));
    await sources.load([file(hex.join("\n"))]);
    expect(planOf(sources, 1).columns[0]?.role).not.toBe("secret");
    // Another part of the same export is no other file.
    await sources.load([
      file(
        range(5)
          .map((number) => `${secretOf(number + 50)},login-name-${number}`)
          .join("\n"),
      ),
    ]);
    expect(planOf(sources, 2).columns.map(({ role }) => role)).toEqual(["secret", "userId"]);
  });
});

test("a text that could be something else can be read as that, if it is one of its candidates", async () => {
  const { rows, sources } = open();
  await sources.load([file(`userId,link\n${userIdOf(1)},otpauth://totp/a?secret=${SECRET}\n`)]);
  const [view] = sources.views();
  expect(view?.format).toBe("delimited");
  const other = view?.candidates.find((id) => id !== "delimited");
  await sources.readAs(0, "no such format");
  expect(sources.views()[0]).toMatchObject({ format: "delimited", rows: 1 });
  if (!other) return;
  await sources.readAs(0, other);
  expect(sources.views()[0]?.format).toBe(other);
  expect([...rows.all].every(({ source }) => source === 0)).toBe(true);
});

describe("a format may", () => {
  const PASSWORD = "correct horse";
  const plan = (name: string): TablePlan => ({
    columns: [{ name, role: "secret" }],
    secretEncoding: "base32",
    hasHeader: true,
    delimiter: "",
    doubts: ["no_user"],
  });
  const user = { keys: ["e1"], userId: userIdOf(1), email: "", phone: "", username: "", externalId: "" };
  const one = goodRecord(1, { userId: "", externalId: "e1" });

  /** How often a key derivation has told its progress, and whether it has ended. */
  const derived = { steps: 0, ended: false };
  const slow = { promise: Promise.resolve(), open: () => {} };

  /** What each of these files yields, by its first word. */
  const FILES: Record<
    string,
    (unlock: string, chosen: TablePlan | null) => (ReadItem | Error | Promise<void>)[]
  > = {
    LOCKED: (unlock) => (unlock === PASSWORD ? [[goodRecord(1)]] : [{ problem: "wrong_unlock" }]),
    VAULT: (unlock, chosen) => (unlock === PASSWORD ? [[goodRecord(chosen?.doubts.length ? 1 : 2)]] : []),
    USERS: () => [{ users: [user] }],
    OTHERS: () => [{ users: [{ ...user, userId: userIdOf(9) }] }],
    SECRETS: () => [[one]],
    PART: () => [{ part: { id: "p", index: 1, of: 3 } }, [goodRecord(1)]],
    BOOK: (_, chosen) => [...(chosen ? [] : [{ plan: plan("key") }]), [goodRecord(chosen ? 2 : 1)]],
    DERIVES: () => [],
    SLOW: () => [[goodRecord(1)], slow.promise, [goodRecord(2)]],
    BUG: () => [[goodRecord(1)], new TypeError(SECRET)],
  };
  const wordOf = (head: string) => Object.keys(FILES).find((word) => head.startsWith(`TEST-${word}`));
  const fake: Format = {
    id: "test",
    extensions: [],
    detect({ head }) {
      const word = wordOf(head);
      if (!word) return { confidence: 0, plan: null };
      const lock = { lock: "password" as const };
      if (word === "VAULT") return { confidence: 1, plan: plan("vault"), ...lock };
      return { confidence: 1, plan: null, ...(word === "LOCKED" || word === "DERIVES" ? lock : {}) };
    },
    async *read({ head }, { plan: chosen, unlock, progress }) {
      if (wordOf(head) === "DERIVES") {
        try {
          for (;;) {
            progress(++derived.steps / 1e6);
            await nextTurn();
          }
        } finally {
          derived.ended = true;
        }
      }
      for (const item of FILES[wordOf(head) ?? ""]?.(unlock, chosen) ?? []) {
        if (item instanceof Error) throw item;
        if (item instanceof Promise) await item;
        else yield item;
      }
    },
  };
  const formats = FORMATS as Format[];
  beforeAll(() => void formats.push(fake));
  afterAll(() => void formats.splice(formats.indexOf(fake), 1));
  const made = (word: string) => file(`TEST-${word}\n`, word);

  test("ask for a password: then nothing is read, and nothing waits, until it is given", async () => {
    const { rows, sources } = open();
    await sources.load([made("LOCKED"), file(csvOf([5]))]);
    expect(sources.views()).toMatchObject([
      { status: "locked", lock: "password", rows: 0, problem: null },
      { status: "ready", rows: 1 },
    ]);
    await sources.unlock(0, "wrong");
    expect(sources.views()[0]).toMatchObject({
      status: "locked",
      problem: { problem: "wrong_unlock" },
      rows: 0,
    });
    await sources.unlock(0, PASSWORD);
    expect(sources.views()[0]).toMatchObject({ status: "ready", lock: null, problem: null, rows: 1 });
    expect(rows.all).toHaveLength(2);
    expect(JSON.stringify(sources.views())).not.toMatch(/correct horse|wrong"/);
  });

  test("take long to open: cancelled, it stops, others have their turn, and it is locked as before", async () => {
    const { rows, sources } = open();
    await sources.load([made("DERIVES")]);
    const unlocking = sources.unlock(0, PASSWORD);
    while (derived.steps === 0) await nextTurn();
    sources.cancelUnlock(0);
    await unlocking;
    expect(sources.views()[0]).toMatchObject({ status: "locked", problem: null, rows: 0, read: 0 });
    await sources.load([file(csvOf([5]))]);
    const { steps } = derived;
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    expect(derived.steps).toBeLessThanOrEqual(steps + 1);
    expect([derived.ended, rows.all.length]).toEqual([true, 1]);
    // Not being unlocked, there is nothing to cancel.
    sources.cancelUnlock(1);
    expect(sources.views()[1]).toMatchObject({ status: "ready", rows: 1 });
  });

  test("ask for it once more when its columns are read otherwise: it was kept nowhere", async () => {
    const { rows, sources } = open();
    await sources.load([made("VAULT")]);
    await sources.unlock(0, PASSWORD);
    expect(sources.views()[0]).toMatchObject({ status: "ready", unsure: true, rows: 1 });
    await sources.useColumns(0, plan("vault"));
    expect(sources.views()[0]).toMatchObject({ status: "locked", lock: "password", problem: null, rows: 0 });
    await sources.unlock(0, PASSWORD);
    expect(sources.views()[0]).toMatchObject({ status: "ready", unsure: false, rows: 1 });
    expect(rows.all.map(({ record }) => record.userId)).toEqual([userIdOf(2)]);
  });

  test("bring users for other files, whichever comes first", async () => {
    for (const order of [
      ["USERS", "SECRETS"],
      ["SECRETS", "USERS"],
    ]) {
      const { rows, sources } = open();
      await sources.load(order.map(made));
      expect(rows.all.map(({ record }) => record.userId)).toEqual([userIdOf(1)]);
      expect(sources.views().map(({ status }) => status)).toEqual(["ready", "ready"]);
      sources.clear();
      await sources.load([made("SECRETS")]);
      expect(rows.all.map(({ record }) => record.userId)).toEqual([""]);
    }
  });

  test("bring the wrong users: taken away, they have named nobody", async () => {
    const { rows, sources } = open();
    await sources.load([made("SECRETS"), made("USERS")]);
    const [row] = rows.all;
    expect(row?.record.userId).toBe(userIdOf(1));
    sources.drop(1);
    expect([row?.record, rows.counts().blocked]).toEqual([one, 1]);
    await sources.load([made("OTHERS")]);
    expect([row?.record.userId, rows.counts().ready]).toEqual([userIdOf(9), 1]);
  });

  test("bring users for rows that the admin has changed, or GenAuth has", async () => {
    const { rows, sources } = open();
    await sources.load([made("USERS"), made("SECRETS"), made("SECRETS")]);
    const [changed, sent] = rows.all;
    if (!changed || !sent) throw new Error("no rows");
    rows.change(changed, (record) => ({ ...record, recoveryCode: "typed" }));
    rows.setOutcome(sent, { state: "verified" });
    sources.drop(0);
    expect(changed.record).toEqual({ ...one, recoveryCode: "typed" });
    expect(sent.record.userId).toBe(userIdOf(1));
    rows.change(changed, (record) => ({ ...record, userId: "typed" }));
    await sources.load([made("USERS")]);
    expect(changed.record.userId).toBe("typed");
  });

  test("be one part of several", async () => {
    const { sources } = open();
    await sources.load([made("PART")]);
    expect(sources.views()[0]?.parts).toEqual([{ id: "p", index: 1, of: 3 }]);
  });

  test("tell its columns only in reading; confirmed, they hold for the next such file as well", async () => {
    const { rows, sources } = open();
    await sources.load([made("BOOK")]);
    expect(sources.views()[0]).toMatchObject({ unsure: true, plan: plan("key"), rows: 1 });
    expect([...sources.held()]).toEqual([0]);
    await sources.useColumns(0, plan("key"));
    await sources.load([made("BOOK")]);
    expect(sources.views()).toMatchObject([
      { unsure: false, rows: 1 },
      { unsure: false, rows: 1 },
    ]);
    expect(rows.all.map(({ record }) => record.userId)).toEqual([userIdOf(2), userIdOf(2)]);
  });

  test.each(["drop", "read again", "clear"])("be slow: after %s nothing more of it comes", async (what) => {
    slow.promise = new Promise((resolve) => {
      slow.open = resolve;
    });
    const { rows, sources, statuses } = open();
    const done = sources.load([made("SLOW")]);
    while (rows.all.length === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    const again =
      what === "drop" ? sources.drop(0) : what === "clear" ? sources.clear() : sources.readAs(0, "test");
    expect(rows.all).toHaveLength(0);
    slow.open();
    await Promise.all([done, again]);
    expect(rows.all.map(({ record }) => record.line)).toEqual(what === "read again" ? [2, 3] : []);
    expect(sources.views().map(({ rows: read }) => read)).toEqual(what === "read again" ? [2] : []);
    expect(statuses.indexOf("ready")).toBe(what === "read again" ? statuses.length - 1 : -1);
  });

  test("have a bug: its file has failed, the others are read, and the error is not passed on", async () => {
    const { sources } = open();
    await sources.load([made("BUG"), file(csvOf([5]))]);
    expect(sources.views()).toMatchObject([{ status: "failed", rows: 1 }, { status: "ready" }]);
    expect(JSON.stringify(sources.views())).not.toContain(SECRET);
  });
});
