import { expose } from "comlink";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EMPTY_STATE, SheetClient } from "./client";
import { EVERYTHING } from "./query";
import { Sheet } from "./sheet";
import { csvOf, range, SECRET, userIdOf } from "./testing";

/** A worker in this thread: a real sheet behind a real message channel, so that all that passes is cloned. */
const workers: {
  worker: MessagePort & { onerror?: () => void; onmessageerror: () => void };
  port: MessagePort;
}[] = [];

beforeEach(() => {
  vi.stubGlobal(
    "Worker",
    class {
      constructor() {
        const { port1, port2 } = new MessageChannel();
        expose(new Sheet(), port2);
        Object.assign(port1, { terminate: () => port1.close() });
        workers.push({ worker: port1 as never, port: port2 });
        port1.start();
        // biome-ignore lint/correctness/noConstructorReturn: a port is all of a worker that the client uses.
        return port1;
      }
    },
  );
});
afterEach(() => {
  for (const { worker, port } of workers.splice(0)) {
    worker.close();
    port.close();
  }
  vi.unstubAllGlobals();
});

const until = (client: SheetClient, done: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => done() && resolve();
    client.subscribe(look);
    look();
  });
const load = (client: SheetClient, ...blobs: Blob[]) =>
  client.sheet.load(blobs.map((blob) => ({ blob, name: "a.csv" })));

test("before the worker has said anything, there is nothing", () => {
  expect(new SheetClient().state()).toBe(EMPTY_STATE);
});

test("what happens in the worker shows in the state, one state object for each news", async () => {
  const client = new SheetClient();
  const states = new Set<object>();
  client.subscribe(() => states.add(client.state()));
  await load(client, csvOf(range(3)));
  await until(client, () => client.state().counts.ready === 3);
  expect(client.state().window.rows).toHaveLength(3);
  expect(client.state()).toBe(client.state());
  expect(states.size).toBeGreaterThan(0);
});

test("looking elsewhere brings the rows that are there", async () => {
  const client = new SheetClient();
  await load(client, csvOf(range(500)));
  await client.sheet.look(300, 310);
  await until(client, () => client.state().window.start === 300 && client.state().window.rows.length === 10);
  expect(client.state().window.rows[0]?.id).toBe(300);
});

describe("a query", () => {
  test("holds at once, before the worker has answered: what is typed is never taken back", async () => {
    const client = new SheetClient();
    await load(client, csvOf(range(300)));
    await until(client, () => client.state().viewLength === 300);
    const shown: string[] = [];
    client.subscribe(() => shown.push(client.state().query.search));
    for (const search of ["0", "00", "001", "0012"]) {
      client.show({ ...EVERYTHING, search });
      expect(client.state().query.search).toBe(search);
    }
    await until(client, () => client.state().viewLength < 300);
    await client.sheet.look(0, 60);
    expect(shown.lastIndexOf("001")).toBeLessThan(shown.indexOf("0012"));
    expect(client.state().query.search).toBe("0012");
  });

  test("of the admin ends with starting over", async () => {
    const client = new SheetClient();
    await load(client, csvOf(range(3)));
    client.show({ ...EVERYTHING, search: "x" });
    await client.sheet.clear();
    await until(client, () => client.state().query.search === "");
    expect(client.state()).toMatchObject({ query: EVERYTHING, viewLength: 0, sources: [] });
  });
});

test("a secret comes to the page only when it is asked for", async () => {
  const client = new SheetClient();
  const heard: string[] = [];
  client.subscribe(() => heard.push(JSON.stringify(client.state())));
  await load(client, new Blob([`userId,secret\n${userIdOf(1)},${SECRET}\n`]));
  await until(client, () => client.state().counts.ready === 1);
  expect(heard.join()).not.toContain(SECRET);
  expect(await client.sheet.reveal(0)).toMatchObject({ secret: SECRET });
});

describe("a worker that dies", () => {
  test.each(["onerror", "onmessageerror"] as const)("is said to be dead: %s", (what) => {
    const client = new SheetClient();
    const listener = vi.fn();
    client.subscribe(listener);
    expect(client.dead()).toBe(false);
    workers[0]?.worker[what]?.();
    expect(client.dead()).toBe(true);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test("leaves behind which files are to be read again, and what cannot be", async () => {
    const client = new SheetClient();
    const fileOf = (name: string, numbers: number[]) => new File([csvOf(numbers)], name);
    const [kept, dropped] = [fileOf("kept.csv", [1]), fileOf("dropped.csv", [2, 3])];
    client.load([kept, dropped]);
    await client.sheet.load([{ blob: csvOf([4]), name: "" }]);
    await until(client, () => client.state().counts.ready === 4);
    await client.sheet.dropSource(1);
    await until(client, () => client.state().counts.ready === 2);
    workers[0]?.worker.onerror?.();
    expect(client.origins()).toEqual({ files: [kept], pasted: 1 });
  });
});
