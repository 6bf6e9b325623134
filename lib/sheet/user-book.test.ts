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
  book.add(0, [entry(["7", "SN-7"], { userId: "u7", email: "seven@example.com", username: "seven" })]);
  expect(book.complete(record({ externalId: "7", username: "own" }))).toMatchObject({
    userId: "u7",
    email: "seven@example.com",
    username: "own",
    externalId: "7",
  });
  expect(book.complete(record({ label: "SN-7" }))).toMatchObject({ userId: "u7" });
});

test("a user id that is the other system's own is looked up as one", () => {
  const book = new UserBook();
  book.add(0, [entry(["101"], { externalId: "101", email: "a@example.com" })]);
  book.add(0, [entry(["7"], { email: "x@example.com" }), entry(["7"], { email: "y@example.com" })]);
  expect(book.complete(record({ userId: "101" }))).toMatchObject({
    userId: "",
    externalId: "101",
    email: "a@example.com",
  });
  for (const others of [
    { userId: "102" },
    { userId: "7" },
    { userId: "101", email: "other@example.com" },
    { userId: "5f8d0d55b54764421b7156c1" },
  ]) {
    const own = record(others);
    expect(book.complete(own)).toBe(own);
  }
});

test("a record of which nothing more is known stays the same object", () => {
  const book = new UserBook();
  const unknown = record({ externalId: "8" });
  const nameless = record();
  expect(book.complete(unknown)).toBe(unknown);
  book.add(0, [entry(["8"]), entry(["9"], { email: "nine@example.com" })]);
  expect(book.complete(unknown)).toBe(unknown);
  expect(book.complete(nameless)).toBe(nameless);
  const complete = record({ externalId: "9", email: "own@example.com" });
  expect(book.complete(complete)).toBe(complete);
});

test("a key that stands for two users names nobody, also a third time", () => {
  const book = new UserBook();
  const ambiguous = record({ externalId: "7" });
  book.add(0, [entry(["7"], { email: "a@example.com" }), entry(["7"], { email: "a@example.com" })]);
  expect(book.complete(ambiguous)).toMatchObject({ email: "a@example.com" });
  book.add(0, [entry(["7"], { email: "b@example.com" })]);
  expect(book.complete(ambiguous)).toBe(ambiguous);
  book.add(0, [entry(["7"], { email: "a@example.com" })]);
  expect(book.complete(ambiguous)).toBe(ambiguous);
});

test("a source that is dropped has told nothing: a key is clear again, or unknown", () => {
  const book = new UserBook();
  const both = record({ externalId: "7" });
  book.add(1, [entry(["7"], { email: "a@example.com" })]);
  book.add(2, [entry(["7"], { email: "b@example.com" })]);
  expect(book.complete(both)).toBe(both);
  expect(book.drop([1, 5])).toBe(true);
  expect(book.complete(both)).toMatchObject({ email: "b@example.com" });
  expect(book.drop([5])).toBe(false);
  expect(book.drop([2])).toBe(true);
  expect([book.size, book.complete(both)]).toEqual([0, both]);
});

test("who is named is not missing any more", () => {
  const book = new UserBook();
  book.add(0, [entry(["7"], { userId: "u7" }), entry(["8"], { email: "eight@example.com" })]);
  const found = ["user_not_found", "record_disabled"] as const;
  expect(book.complete(record({ externalId: "7", found })).found).toEqual(["record_disabled"]);
  expect(book.complete(record({ externalId: "8", found })).found).toEqual(found);
});

test("who bears another's label or id by chance is not taken for them", () => {
  const book = new UserBook();
  book.add(0, [entry(["John Smith", "7"], { userId: "u7", email: "john@example.com", username: "john" })]);
  const namesakes = [
    record({ label: "John Smith", email: "smith2@example.com" }),
    record({ label: "John Smith", username: "john2" }),
    record({ externalId: "7", email: "smith2@example.com" }),
  ];
  for (const namesake of namesakes) expect(book.complete(namesake)).toBe(namesake);
  const same = record({ label: "John Smith", email: "John@Example.com" });
  expect(book.complete(same)).toMatchObject({ userId: "u7", username: "john" });
});

test("an id that stands for two users is not passed over for a label", () => {
  const book = new UserBook();
  book.add(0, [
    entry(["7"], { userId: "a" }),
    entry(["7"], { userId: "b" }),
    entry(["phone"], { userId: "c" }),
  ]);
  const either = record({ externalId: "7", label: "phone" });
  expect(book.complete(either)).toBe(either);
});
