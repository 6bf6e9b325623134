import { expect, test } from "vitest";
import { readBytes } from "./testing";

test("a table of ids and users without secrets is a list of users, with nothing to look at", async () => {
  const { plan, users, records, problem } = await readBytes(
    "id,username,email\n17,alice,alice@example.com\n18,bob,bob@example.com\n",
  );
  expect({ doubts: plan?.doubts, records, problem }).toEqual({ doubts: [], records: [], problem: null });
  expect(users).toEqual([
    {
      keys: ["17", "alice", "alice@example.com"],
      userId: "",
      email: "alice@example.com",
      phone: "",
      username: "alice",
      externalId: "17",
    },
    {
      keys: ["18", "bob", "bob@example.com"],
      userId: "",
      email: "bob@example.com",
      phone: "",
      username: "bob",
      externalId: "18",
    },
  ]);
});

test("an id that a spreadsheet has rounded names nobody: it may be somebody else's", async () => {
  const text = 'id,email\n1.23457E+11,a@example.com\n"1,23457E+11",b@example.com\n17,c@example.com\n';
  expect((await readBytes(text)).users.map(({ keys }) => keys)).toEqual([
    ["a@example.com"],
    ["b@example.com"],
    ["17", "c@example.com"],
  ]);
});

test("serial numbers and their owners; GenAuth's own ids; JSON and NDJSON", async () => {
  expect((await readBytes("serial,user\nT1,alice\n")).users).toMatchObject([
    { keys: ["T1", "alice"], username: "alice" },
  ]);
  const id = "65f0c0ffee65f0c0ffee0001";
  const rows = [
    { userId: id, email: "a@example.com" },
    { userId: "u2", email: "b@example.com" },
  ];
  for (const text of [JSON.stringify({ users: rows }), rows.map((row) => JSON.stringify(row)).join("\n")]) {
    expect((await readBytes(text)).users).toMatchObject([
      { keys: [id, "a@example.com"], userId: id, externalId: "" },
      { keys: ["u2", "b@example.com"], userId: "", externalId: "u2" },
    ]);
  }
});

test("without an id, or with a column of secrets that is empty, it is a table that lacks secrets", async () => {
  expect((await readBytes("email,username\na@example.com,alice\n")).plan?.doubts).toEqual(["no_secret"]);
  expect((await readBytes("id,email,totp_secret\n1,a@example.com,\n")).plan?.doubts).toEqual(["no_secret"]);
});

test("a table of secrets of another kind is no list of users", async () => {
  const { users, plan } = await readBytes(
    "Title,User Name,HmacOtp-Secret-Base32,HmacOtp-Counter\nBank,alice,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,3\n",
  );
  expect([users.length, plan?.doubts]).toEqual([0, ["no_secret"]]);
});

test("what people are called is no key to join two files by", async () => {
  expect((await readBytes("姓名,邮箱\n张三,a@b.cn\n张三,b@b.cn\n")).users).toEqual([]);
  expect((await readBytes("编号,姓名,邮箱\n17,张三,a@b.cn\n")).users).toMatchObject([
    { keys: ["17", "a@b.cn"], externalId: "17" },
  ]);
  expect((await readBytes("序列号,姓名,邮箱\nT1,张三,a@b.cn\nT2,张三,b@b.cn\n")).users).toMatchObject([
    { keys: ["T1", "a@b.cn"], username: "" },
    { keys: ["T2", "b@b.cn"], username: "" },
  ]);
});
