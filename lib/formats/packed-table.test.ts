import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRecord, type Verdict } from "@/lib/otp/check";
import { IDENTITY_KINDS, SECRET_ENCODINGS, type SourceRecord } from "@/lib/otp/record";
import { userKeyOf } from "@/lib/otp/user-key";
import { readCsvRecords } from "./csv-records";
import { COLUMN_ROLES, type ColumnRole, type TablePlan } from "./format";
import { MAX_NAME_BYTES, type Pack, recordsOf } from "./pack";
import { readPacked } from "./packed-table";
import { rowMapper } from "./row-mapper";
import { sourceOf } from "./testing";
import { TextKey } from "./text-key";

function planOf(roles: readonly ColumnRole[], changes: Partial<TablePlan> = {}): TablePlan {
  const columns = roles.map((role, at) => ({ name: `${role}${at}`, role }));
  return { columns, secretEncoding: "base32", hasHeader: true, delimiter: ",", doubts: [], ...changes };
}

async function packsOf(text: string, plan: TablePlan, cuts: readonly number[] = []) {
  const packs: Pack[] = [];
  let problem: unknown = null;
  for await (const item of readPacked(sourceOf(text, cuts), plan, (cells) => cells.length < 2)) {
    if ("pack" in item) packs.push(item.pack);
    else problem = item;
  }
  return { packs, problem, records: packs.flatMap(recordsOf) };
}

/** The same rows made into records one by one. */
async function oneByOne(text: string, plan: TablePlan, cuts: readonly number[] = []) {
  const toRecord = rowMapper(plan);
  let header = plan.hasHeader;
  const records: SourceRecord[] = [];
  let problem: unknown = null;
  const items = readCsvRecords(sourceOf(text, cuts), plan.delimiter, (cells, { line, unterminated }) => {
    if (header) {
      header = false;
      return null;
    }
    const record = toRecord(line, cells);
    if (unterminated && cells.length < 2) record.found = [...record.found, "record_incomplete"];
    return record;
  });
  for await (const item of items) {
    if (Array.isArray(item)) records.push(...item);
    else problem = item;
  }
  return { records, problem };
}

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "NULL",
    "nil",
    "None",
    "\\N",
    "n/a",
    "totp",
    "hotp",
    "SHA1",
    "6",
    "8",
    "30",
    "yes",
    "no",
    "'x'",
    '="JBSW"',
  ),
  fc.constantFrom(
    "5f8d0d55b54764421b7156c1",
    "5F8D0D55B54764421B7156C1",
    "5f8d0d55b54764421b7156cg",
    "alice",
    "two words",
    "李雷",
  ),
  fc.constantFrom("a@example.com", "A@Example.com", "Ärger@example.com", "iPhone"),
  fc.constantFrom(
    "b471-8ec0-874a-087f-bccb-cd54",
    "ABCD-1234",
    "one two",
    "a|b",
    "pbkdf2:x",
    "$2b$x",
    "f".repeat(64),
  ),
  fc.constantFrom(
    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
    "GEZD GNBV GY3T QOJQ",
    "GEZDGNBVGY3TQOJQ",
  ),
  fc.constantFrom(
    "GEZD-GNBV-GY3T-QOJR",
    "1O8",
    "8.6E+11",
    "A".repeat(208),
    "-GEZDGNBVGY3TQOJQ",
    "GEZDGNBVGY3TQOI",
  ),
  fc.constantFrom("otpauth://totp/Acme:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Acme", "otpauth://totp/x"),
  fc.constantFrom(
    "3132333435363738393031323334353637383930",
    "OtpAuth-Migration://offline?data=x",
    "GEZDGNBVGY3TQOJQGEZDGNBVGY======",
    "ALICE VAN DEN BERG",
  ),
  fc.stringMatching(/^[A-Za-z2-7 -]{1,40}$/),
  fc.stringMatching(/^[0-9a-fA-F]{24}$/),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "a", "密", "\u00a0", "|"), maxLength: 8 }),
);
const written = fc
  .tuple(cell, fc.constantFrom("plain", "plain", "plain", "quoted", "spaced"))
  .map(([text, how]) => {
    if (how === "plain") return text.replace(/[\n\r,]/g, "");
    const quoted = `"${text.replaceAll('"', '""')}"`;
    return how === "spaced" ? ` ${quoted} ` : quoted;
  });
const end = fc.constantFrom("\n", "\n", "\r\n", "\r", "\n\n", "\n,,\n");
const table = fc
  .array(fc.tuple(fc.array(written, { minLength: 1, maxLength: 6 }), end), { maxLength: 12 })
  .map((rows) => rows.map(([cells, newline]) => cells.join(",") + newline).join(""));
const roles = fc.array(
  fc.constantFrom("userId", "secret", "recoveryCode", "email", "username", "type", "ignore", ...COLUMN_ROLES),
  {
    minLength: 1,
    maxLength: 5,
  },
);
const plans = fc.record({
  roles,
  secretEncoding: fc.constantFrom("base32", "base32", "base32", ...SECRET_ENCODINGS),
  hasHeader: fc.boolean(),
});
const choices = fc.record({
  acceptShortSecrets: fc.boolean(),
  acceptInactiveUsers: fc.boolean(),
  severalRecoveryCodes: fc.constantFrom("first" as const, "none" as const),
});

test("packed or one by one, wherever the file is cut into pieces, the records are the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom("", "sep=,\n", "# made by a script\n\n", "a,b,c\n"),
      plans,
      fc.array(fc.nat(400), { maxLength: 6 }),
      async (text, prologue, given, cuts) => {
        const plan = planOf(given.roles, given);
        const { records, problem } = await packsOf(prologue + text, plan, cuts);
        expect({ records, problem }).toEqual(await oneByOne(prologue + text, plan, cuts));
      },
    ),
    { numRuns: 3000 },
  );
});

const MANY: Partial<Record<ColumnRole, fc.Arbitrary<string>>> = {
  userId: fc.constantFrom(
    "5f8d0d55b54764421b7156c1",
    "5f8d0d55b54764421b7156c2",
    "alice",
    "",
    "5F8D0D55B54764421B7156C1",
  ),
  secret: fc.constantFrom(
    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
    "GEZD GNBV-GY3T QOJQ",
    "GEZDGNBVGY3TQOJQ",
  ),
  recoveryCode: fc.constantFrom("", "b471-8ec0-874a-087f-bccb-cd54", "ABCD-1234"),
  email: fc.constantFrom("", "A@Example.com", "b@example.com"),
  username: fc.constantFrom("", "Bob", "李雷", "nina"),
  type: fc.constantFrom("totp", "hotp", ""),
  ignore: fc.constantFrom("secret!", "李"),
};
/** Tables as exports have them: columns of one kind, now and then with something else in a cell. */
const usual = fc
  .uniqueArray(fc.constantFrom("userId", "secret", "recoveryCode", "email", "username", "type", "ignore"), {
    minLength: 2,
    maxLength: 7,
  })
  .chain((columns) => {
    const kept = [...new Set([...columns, "secret"])] as ColumnRole[];
    const row = fc.tuple(
      ...kept.map((role) =>
        fc.oneof({ weight: 12, arbitrary: MANY[role] ?? cell }, { weight: 1, arbitrary: written }),
      ),
    );
    return fc.tuple(fc.constant(kept), fc.array(row, { minLength: 8, maxLength: 40 }));
  })
  .map(([columns, rows]) => ({ roles: columns, text: `${[["x"], ...rows].join("\n")}\n` }));

test("rows that are said to be alike are told apart by no check, and their keys are those of their texts", async () => {
  let alike = 0;
  const key = new TextKey();
  const bits = ({ secret }: Verdict) => Math.floor((secret.length * 5) / 8);
  await fc.assert(
    fc.asyncProperty(usual, choices, async ({ text, roles: given }, chosen) => {
      const { packs } = await packsOf(text, planOf(given));
      for (const pack of packs) {
        const keys = pack.takeKeys();
        for (let at = 0; at < pack.length; at++) {
          const like = pack.like(at);
          expect(pack.like(like)).toBe(like);
          if (like === at) continue;
          alike++;
          const mine = checkRecord(pack.record(at), chosen);
          const its = checkRecord(pack.record(like), chosen);
          expect([mine.issues, bits(mine), mine.recoveryCodes]).toEqual([
            its.issues,
            bits(its),
            its.recoveryCodes,
          ]);
          key.of(userKeyOf(pack.record(at)));
          expect([keys.userHigh[at], keys.userLow[at]]).toEqual([key.high, key.low]);
          key.of(mine.secret);
          expect([keys.secretHigh[at], keys.secretLow[at]]).toEqual([key.high, key.low]);
        }
      }
    }),
    { numRuns: 2000 },
  );
  expect(alike).toBeGreaterThan(2000);
});

test("names and searches told from the bytes are those of the record, or left to it", async () => {
  const utf8 = new TextEncoder();
  const needles = fc.constantFrom("a", "alice", "example", "5f8d", "nina", "李", "null", "secret", "gezd");
  let told = 0;
  await fc.assert(
    fc.asyncProperty(usual, needles, async ({ text, roles: given }, needle) => {
      const { packs } = await packsOf(text, planOf(given));
      const into = new Uint8Array(MAX_NAME_BYTES + 3);
      for (const pack of packs) {
        for (let at = 0; at < pack.length; at++) {
          const record = pack.record(at);
          const names = IDENTITY_KINDS.map((kind) => record[kind].toLowerCase()).filter(
            (name) => name !== "",
          );
          const length = pack.name(at, into, 3);
          if (length >= 0)
            expect(new TextDecoder().decode(into.subarray(3, 3 + length))).toBe(names[0] ?? "");
          const found = pack.mentions(at, utf8.encode(needle));
          if (found !== null) expect(found).toBe(names.some((name) => name.includes(needle)));
          if (found !== null && length >= 0) told++;
        }
      }
    }),
    { numRuns: 1000 },
  );
  expect(told).toBeGreaterThan(2000);
});

describe("a record that is forgotten", () => {
  test.each([
    ["plain", "GEZDGNBVGY3TQOJQ,b471-8ec0", ""],
    ["quoted", '"GEZDGNBVGY3TQOJQ","b471-8ec0"', ""],
    ["quoted with line ends", '"GEZDGNBVGY3TQOJQ\n","b471-8ec0\n"', ""],
    ["with codes in further cells", "GEZDGNBVGY3TQOJQ,b471-8ec0,b471-8ec1,b471-8ec2", ""],
    ["a key URI", "otpauth://totp/Acme:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Acme,b471-8ec0", "Acme"],
  ])("keeps everything but its secret and its codes: %s", async (_, cells, issuer) => {
    const plan = planOf(["userId", issuer === "" ? "secret" : "uri", "recoveryCode"]);
    const { packs } = await packsOf(`a,b,c\n0,1,2\nann,${cells}\nbob,${cells}\n`, plan);
    const [pack] = packs as [Pack];
    const before = pack.record(1);
    for (const _twice of [1, 2]) pack.forget(1);
    expect(pack.record(1)).toEqual({ ...before, secret: "", recoveryCode: "" });
    expect(pack.record(1).issuer).toBe(issuer);
    expect(pack.record(2)).toEqual({ ...before, line: pack.record(2).line, userId: "bob" });
    expect(bytesOf(pack).split("GEZDGNBVGY3TQOJQ").length - 1).toBeLessThanOrEqual(1);
  });
});

test("what stands in columns that are not read is not kept", async () => {
  const { packs } = await packsOf(
    "a,b,c\n1,x,y\nann,password,GEZDGNBVGY3TQOJQ\n",
    planOf(["userId", "ignore", "secret"]),
  );
  expect(packs.map(bytesOf).join()).toContain("ann");
  expect(packs.map(bytesOf).join()).not.toContain("password");
});

test("a line that is too long ends the table, the rows before it stay", async () => {
  const plan = planOf(["userId", "secret"]);
  const text = `a,b\nann,x\n${"x".repeat((1 << 20) + 1)}\nbob,y\n`;
  const { records, problem } = await packsOf(text, plan, [100_000, 1_048_600]);
  expect([records.map(({ userId }) => userId), problem]).toEqual([
    ["ann"],
    { problem: "line_too_long", values: { line: 3 } },
  ]);
});

/** Whatever a pack still holds of its file. */
function bytesOf(pack: Pack): string {
  return new TextDecoder().decode((pack as unknown as { bytes: Uint8Array }).bytes);
}
