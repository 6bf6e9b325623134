import fc from "fast-check";
import { expect, test } from "vitest";
import { looksLikeSql, sqlRows } from "./sql-dump";
import { readBytes } from "./testing";

const KEYCLOAK = String.raw`-- MySQL dump
CREATE TABLE ${"`CREDENTIAL`"} (
  ${"`ID`"} varchar(36) NOT NULL,
  ${"`TYPE`"} varchar(255) DEFAULT NULL,
  ${"`USER_ID`"} varchar(36) DEFAULT NULL,
  ${"`SECRET_DATA`"} longtext,
  ${"`CREDENTIAL_DATA`"} longtext,
  PRIMARY KEY (${"`ID`"}),
  KEY ${"`FK`"} (${"`USER_ID`"})
);
INSERT INTO ${"`CREDENTIAL`"} VALUES ('c1','otp','u1','{\"value\":\"it\'s, (12345678901\"}','{\"subType\":\"totp\",\"digits\":6,\"period\":30,\"algorithm\":\"HmacSHA1\"}'),('c2','password','u1',NULL,NULL);
`;

test("a MySQL dump takes its columns from CREATE TABLE, and its backslashes escape", async () => {
  const { format, records, problem } = await readBytes(KEYCLOAK);
  expect(problem).toBeNull();
  expect(format).toBe("keycloak-table");
  expect(records).toMatchObject([
    {
      externalId: "u1",
      secret: "it's, (12345678901",
      secretEncoding: "utf8",
      type: "totp",
      digits: "6",
      line: 11,
    },
  ]);
});

test("a PostgreSQL dump: COPY, and quotes that are doubled", async () => {
  const dump = `COPY public.users (id, name) FROM stdin;
1\tit's\\tme
2\t\\N
\\.

INSERT INTO auth.mfa_factors (id, user_id, factor_type, status, secret) VALUES
  ('f1', 'u''1', 'totp', 'verified', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'),
  ('f2', 'u2', 'phone', lower('X'), NULL);
`;
  expect([...sqlRows(dump)].map(({ table, line, row }) => ({ table, line, ...row }))).toEqual([
    { table: "public.users", line: 2, id: "1", name: "it's\tme" },
    { table: "public.users", line: 3, id: "2", name: "" },
    {
      table: "auth.mfa_factors",
      line: 7,
      id: "f1",
      user_id: "u'1",
      factor_type: "totp",
      status: "verified",
      secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    },
    {
      table: "auth.mfa_factors",
      line: 8,
      id: "f2",
      user_id: "u2",
      factor_type: "phone",
      status: "lower('X')",
      secret: "",
    },
  ]);
  const { format, records } = await readBytes(dump);
  expect(format).toBe("supabase");
  expect(records).toMatchObject([{ externalId: "u'1", line: 7, found: [] }]);
});

test("what breaks off yields what came before, and takes linear time", () => {
  expect([...sqlRows("INSERT INTO t (a) VALUES ('1'),('2")].map(({ row }) => row.a)).toEqual(["1"]);
  for (const unit of [
    "INSERT INTO t VALUES (",
    "CREATE TABLE t (\n",
    "COPY t (a\n",
    "INSERT INTO t (a\n",
    "('",
  ]) {
    const text = `INSERT INTO t (a) VALUES (1);\n${`${unit}\n`.repeat(20_000)}`;
    expect(looksLikeSql(text)).toBe(true);
    expect([...sqlRows(text)].length).toBeLessThan(20_001);
  }
});

test("never throws, whatever stands where", () => {
  const edits = fc.array(fc.tuple(fc.nat(KEYCLOAK.length), fc.string({ unit: "binary", maxLength: 4 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(edits, (changes) => {
      const text = changes.reduce(
        (all, [at, put]) => all.slice(0, at) + put + all.slice(at + put.length),
        KEYCLOAK,
      );
      expect([...sqlRows(text)].length).toBeLessThan(10);
    }),
    { numRuns: 2_000 },
  );
});
