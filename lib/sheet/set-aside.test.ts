import { expect, test } from "vitest";
import { Sheet } from "./sheet";
import { SECRET, userIdOf } from "./testing";

const csv = (...lines: string[]) => new Blob([["user_id,email,totp_secret", ...lines, ""].join("\n")]);
const line = (user: string, email = "") =>
  `${user},${email},${SECRET.slice(0, -1)}${"ABCDEFG".charAt(Number(user.at(-1) || 0) % 7)}`;

async function sheetOf(...blobs: Blob[]) {
  const sheet = new Sheet();
  await sheet.load(blobs.map((blob, at) => ({ blob, name: `${at}.csv` })));
  return sheet;
}
const states = (sheet: Sheet) => sheet.report(0, 100).map(({ line: at, state }) => `${at} ${state}`);

test("only the wanted rows of these files stay, by their user; undo brings the others back", async () => {
  const users = [1, 2, 3].map(userIdOf);
  const sheet = await sheetOf(csv(...users.map((user) => line(user))));
  expect(sheet.setAside([0], { users: [users[1] ?? "", "not in this file"], lines: [] })).toEqual({
    kept: 1,
    aside: 2,
  });
  expect(states(sheet)).toEqual(["2 removed", "3 ready", "4 removed"]);
  sheet.undo();
  expect(states(sheet)).toEqual(["2 ready", "3 ready", "4 ready"]);
});

test("a row that names no user id is known by its line, and no other by that", async () => {
  const [one = "", two = ""] = [1, 2].map(userIdOf);
  const sheet = await sheetOf(csv(line("", "ann@example.com"), line(one)), csv(line(two)));
  const wanted = { users: [], lines: [2, 3].map((at) => ({ source: 0, line: at, userId: userIdOf(9) })) };
  expect(sheet.setAside([0], wanted)).toEqual({ kept: 1, aside: 1 });
  expect(states(sheet)).toEqual(["2 blocked", "3 removed", "2 ready"]);
});

test("of a user with several rows only the one that failed stays, if it stands where it stood", async () => {
  const [one = "", two = ""] = [1, 2].map(userIdOf);
  const sheet = await sheetOf(csv(line(one), line(two), line(one)), csv(line(two), line(two)));
  const failed = (source: number, at: number, userId: string) => ({ source, line: at, userId });
  const wanted = { users: [one, two], lines: [failed(0, 4, one), failed(1, 9, two)] };
  expect(sheet.setAside([0], wanted)).toEqual({ kept: 2, aside: 1 });
  expect(states(sheet).slice(0, 3)).toEqual(["2 removed", "3 blocked", "4 ready"]);
  // Another file in which nothing stands where it stood: there is no telling which of them it is.
  expect(sheet.setAside([1], wanted)).toEqual({ kept: 2, aside: 0 });
});
