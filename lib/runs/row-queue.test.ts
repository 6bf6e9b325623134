import { expect, test } from "vitest";
import { RowQueue } from "./row-queue";

const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({
    id: from + at,
    userId: `u${from + at}`,
    secret: "GEZDGNBVGY3TQOJQ",
  }));
const ids = async (queue: RowQueue, most: number) => (await queue.next(most)).map(({ id }) => id);

test("hands rows out in their order, in full lists across chunks", async () => {
  const queue = new RowQueue();
  queue.push(rows(3));
  queue.push(rows(3, 3));
  queue.seal();
  expect(queue.waiting).toBe(6);
  expect([await ids(queue, 4), await ids(queue, 4), await ids(queue, 4)]).toEqual([[0, 1, 2, 3], [4, 5], []]);
  expect(queue.waiting).toBe(0);
});

test("waits for rows, and fills a short list up when more come soon", async () => {
  const queue = new RowQueue();
  const list = ids(queue, 4);
  queue.push(rows(1));
  await Promise.resolve();
  queue.push(rows(3, 1));
  expect(await list).toEqual([0, 1, 2, 3]);
  queue.push(rows(1, 4));
  expect(await ids(queue, 4), "but not for ever").toEqual([4]);
});

test("wipes what waits when it is closed", async () => {
  const made: Buffer[] = [];
  const from = Buffer.from;
  Buffer.from = ((...given: Parameters<typeof from>) => {
    const buffer = from(...given);
    made.push(buffer);
    return buffer;
  }) as typeof from;
  const queue = new RowQueue();
  queue.push(rows(3));
  Buffer.from = from;
  const waiting = ids(queue, 2);
  expect(await waiting).toEqual([0, 1]);
  queue.push(rows(2, 3));
  queue.close();
  expect(made.every((buffer) => buffer.every((byte) => byte === 0))).toBe(true);
  expect(await ids(queue, 5)).toEqual([]);
  queue.push(rows(1, 9));
  expect(queue.waiting).toBe(0);
});
