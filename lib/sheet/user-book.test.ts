import { expect, test } from "vitest";
import type { UserEntry } from "@/lib/formats/format";
import { goodRecord } from "./testing";
import { UserBook } from "./user-book";

const entry = (keys: string[], given: Partial<UserEntry> = {}): UserEntry => ({
  keys,
  userId: "",
  email: "",
  phone: "",
  username: "",
  externalId: "",
  ...given,
});
const record = (given: object = {}) => goodRecord(1, { userId: "", ...given });

test("a record gets what is known of its user, by its external id or its label, and keeps what it has", () => {
  const book = new UserBook();
  book.add([entry(["7", "SN-7"], { userId: "u7", email: "seven@example.com", username: "seven" })]);
  expect(book.complete(record({ externalId: "7", username: "own" }))).toMatchObject({
    userId: "u7",
    email: "seven@example.com",
    username: "own",
    externalId: "7",
  });
  expect(book.complete(record({ label: "SN-7" }))).toMatchObject({ userId: "u7" });
});

test("a record of which nothing more is known stays the same object", () => {
  const book = new UserBook();
  const unknown = record({ externalId: "8" });
  const nameless = record();
  expect(book.complete(unknown)).toBe(unknown);
  book.add([entry(["8"]), entry(["9"], { email: "nine@example.com" })]);
  expect(book.complete(unknown)).toBe(unknown);
  expect(book.complete(nameless)).toBe(nameless);
  const complete = record({ externalId: "9", email: "own@example.com" });
  expect(book.complete(complete)).toBe(complete);
});

test("a key that stands for two users names nobody, also a third time", () => {
  const book = new UserBook();
  const ambiguous = record({ externalId: "7" });
  book.add([entry(["7"], { email: "a@example.com" }), entry(["7"], { email: "a@example.com" })]);
  expect(book.complete(ambiguous)).toMatchObject({ email: "a@example.com" });
  book.add([entry(["7"], { email: "b@example.com" })]);
  expect(book.complete(ambiguous)).toBe(ambiguous);
  book.add([entry(["7"], { email: "a@example.com" })]);
  expect(book.complete(ambiguous)).toBe(ambiguous);
});

test("it can be emptied", () => {
  const book = new UserBook();
  book.add([entry(["7"], { email: "a@example.com" })]);
  expect(book.size).toBe(1);
  book.clear();
  expect([book.size, book.complete(record({ externalId: "7" })).email]).toEqual([0, ""]);
});
