import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FIXTURES } from "@/lib/formats/fixtures/fixtures";
import { MASK } from "@/lib/otp/mask";
import type { SourceRecord } from "@/lib/otp/record";
import { readSecret } from "@/lib/otp/secret";
import { csvLine } from "./csv-cell";
import { edited } from "./edit";
import { ProblemDesk } from "./problem-file";
import { Rows } from "./rows";
import { Sources } from "./sources";
import { SECRET, secretOf } from "./testing";

async function open(blob: Blob | string, name = "users.csv") {
  const rows = new Rows();
  const sources = new Sources(rows, () => undefined);
  await sources.load([{ blob: new Blob([blob]), name }]);
  return { rows, sources, view: sources.views()[0] };
}
type Table = Awaited<ReturnType<typeof open>>;

/** The file as the page writes it. */
async function problems({ rows, sources }: Table, secrets: boolean): Promise<string> {
  const desk = new ProblemDesk(rows);
  const told = sources.told(0);
  if (!told) throw new Error("no source");
  const header = await desk.begin(0, told, secrets);
  const lines = [csvLine([...header, "line", "problem"])];
  for (let part = await desk.take(7); part.length > 0; part = await desk.take(7))
    for (const { cells, rest, view } of part)
      lines.push(
        csvLine([
          ...header.map((_, at) => cells[at] ?? ""),
          view.line,
          `Error: something, see "${view.state}"`,
          ...rest,
        ]),
      );
  return `\ufeff${lines.join("")}`;
}

/** What counts of a record, however it is written down. */
function essence({
  secret,
  secretEncoding,
  userId,
  email,
  phone,
  username,
  externalId,
  ...rest
}: SourceRecord) {
  const reading = readSecret(secret, secretEncoding);
  const { label, type, algorithm, digits, period, recoveryCode, found } = rest;
  return {
    key: reading.ok ? reading.canonical : reading.code,
    // A column of addresses is one of e-mail, whatever its name.
    names: [...new Set([userId, email, phone, username, externalId])].filter((name) => name !== ""),
    label,
    type,
    algorithm,
    digits,
    period,
    recoveryCode,
    heldBack: found.filter((code) => code === "record_disabled" || code === "record_unconfirmed"),
  };
}
const essences = ({ rows }: Table) =>
  rows.all.filter((row) => rows.stateOf(row) === "blocked").map(({ record }) => essence(record));

const read = (file: string) => readFileSync(new URL(`../formats/fixtures/${file}`, import.meta.url));
const TEXTS = Object.entries(FIXTURES).filter(
  ([, { binary, unlock, users, problem }]) =>
    !binary && unlock === undefined && !users && problem === undefined,
);

describe.each(TEXTS)("the problems of %s", (_, { file }) => {
  test("come back as they went, with their secrets", async () => {
    const before = await open(new Blob([read(file)]), file);
    const after = await open(await problems(before, true));
    // A table of too few rows to tell what it holds asks; then its rows are there all the same.
    expect(essences(after)).toEqual(essences(before));
  });

  test("come back without their secrets, which are reported as missing", async () => {
    const before = await open(new Blob([read(file)]), file);
    const text = await problems(before, false);
    for (const { record } of before.rows.all) {
      if (record.secret.length > 8) expect(text).not.toContain(record.secret);
      if (record.recoveryCode.length > 8) expect(text).not.toContain(record.recoveryCode);
    }
    const after = await open(text);
    expect(essences(after).map(({ key, names }) => [key, names])).toEqual(
      essences(before).map(({ names }) => ["secret_missing", names]),
    );
  });
});

const MESSY = [
  "Department,phone,email,totp_secret,backup_code,api_token,note",
  `IT,+8613800138000,ann@example.com,${secretOf(1)},one two,tok-123,=cmd|x`,
  `"Sales, EU",-,bob@example.com,${secretOf(2).replace("A", "0")},,,"a ""quoted"" note"`,
  `HR,,"",${secretOf(3)},three,,@sum`,
  "",
].join("\r\n");

describe("a table of text", () => {
  test("keeps its columns and its order, and takes two more that are not read when it comes back", async () => {
    const before = await open(MESSY);
    const text = await problems(before, true);
    const [header, first, second] = text.slice(1).split("\r\n");
    expect(header).toBe("Department,phone,email,totp_secret,backup_code,api_token,note,line,problem");
    expect(first).toContain(
      `IT,"'+8613800138000",ann@example.com,${secretOf(1)},one two,tok-123,"'=cmd|x",2,`,
    );
    expect(second).toContain('"Sales, EU"');
    const after = await open(text);
    expect(essences(after)).toEqual(essences(before));
    expect(after.view?.plan?.columns.slice(-2).map(({ role }) => role)).toEqual(["ignore", "ignore"]);
    expect(after.view?.unsure).toBe(false);
  });

  test("has only the rows with problems, with what was corrected since", async () => {
    const before = await open(
      [
        "userId,secret",
        `5f8d0d55b54764421b7156c1,${SECRET}`,
        "5f8d0d55b54764421b7156c2,1O8",
        "x y,1O8",
        "",
      ].join("\n"),
    );
    const last = before.rows.byId(2);
    if (last) before.rows.change(last, (record) => edited(record, "userId", "5f8d0d55b54764421b7156c3"));
    expect(
      (await problems(before, true))
        .slice(1)
        .split("\r\n")
        .map((line) => line.split(",").slice(0, 3)),
    ).toEqual([
      ["userId", "secret", "line"],
      ["5f8d0d55b54764421b7156c2", "1O8", "3"],
      ["5f8d0d55b54764421b7156c3", "1O8", "4"],
      [""],
    ]);
  });

  test("gets a column for user ids that were found since, if it has none", async () => {
    const before = await open(MESSY);
    const first = before.rows.byId(0);
    if (first) before.rows.change(first, (record) => ({ ...record, userId: "x y" }));
    const text = await problems(before, true);
    expect(text).toContain("note,userId,line,problem");
    expect(essences(await open(text)).map(({ names }) => names[0])).toContain("x y");
  });

  test("has neither secrets nor what may be one, unless that was chosen", async () => {
    const text = await problems(await open(MESSY), false);
    expect(text).toContain(`IT,"'+8613800138000",ann@example.com,${MASK},${MASK},${MASK},`);
    for (const word of ["tok-123", "one two", "three", secretOf(1), secretOf(3)])
      expect(text).not.toContain(word);
  });

  test.each([
    `&amp;secret=${SECRET}`,
    `&%73ecret=${SECRET}`,
    `&Secret=${SECRET}&secret=${SECRET}`,
    `&amp;period=30&amp;secret=${SECRET}`,
  ])("hides the secret of a Key URI however it is written: %s", async (written) => {
    const uris = ["ann", "bob"].map((name) => `otpauth://totp/${name}?issuer=X${written}&digits=8`);
    const table = ["email,otpauth,note", ...uris.map((uri) => `a@example.com,${uri},${uri}`), ""].join("\n");
    const before = await open(table);
    expect(await problems(before, true)).toContain(uris[0]);
    const text = await problems(before, false);
    expect(text).not.toContain(SECRET);
    expect(text).toContain("otpauth://totp/ann?issuer=X&");
    expect(text).toContain("&digits=8");
  });

  test("writes a secret in the encoding of its column", async () => {
    const hex = "3132333435363738393031323334353637383930";
    const before = await open(
      ["user,hex_seed", `ann,${hex}`, `bob,${hex.replaceAll("3", "4")}`, ""].join("\n"),
    );
    expect(before.view?.plan?.secretEncoding).toBe("hex");
    const first = before.rows.byId(0);
    if (first)
      before.rows.change(first, (record) => ({ ...record, secret: SECRET, secretEncoding: "base32" }));
    expect(await problems(before, true)).toContain(`ann,${hex},2,`);
  });

  test("keeps a Key URI, without its secret", async () => {
    const before = await open(
      [
        "team,otpauth_uri",
        `a,otpauth://totp/ann?secret=${SECRET}&issuer=X`,
        `b,otpauth://totp/bob?secret=1O8`,
        "",
      ].join("\n"),
    );
    const text = await problems(before, false);
    expect(text).toContain(`otpauth://totp/ann?secret=${MASK}&issuer=X`);
    const after = await open(text);
    expect(essences(after).map(({ key, label }) => [key, label])).toEqual([
      ["secret_missing", "ann"],
      ["secret_missing", "bob"],
    ]);
  });

  test("keeps a line with too many cells incomplete", async () => {
    const before = await open(
      [
        "userId,secret,note",
        `5f8d0d55b54764421b7156c1,${SECRET},one, two`,
        `5f8d0d55b54764421b7156c2,${secretOf(2)},`,
        "",
      ].join("\n"),
    );
    expect(before.rows.counts()).toMatchObject({ ready: 1, blocked: 1 });
    const after = await open(await problems(before, true));
    expect(after.rows.counts()).toMatchObject({ ready: 0, blocked: 1 });
    expect(after.rows.tally.ofIssues().get("record_incomplete")).toBe(1);
  });

  test("takes Excel’s wrapper off a text, which would be a formula", async () => {
    const before = await open(`email,secret\nann@example.com,"=""${SECRET}"""\n`);
    const text = await problems(before, true);
    expect(text).toContain(`ann@example.com,${SECRET},2,`);
    expect(essences(await open(text))).toEqual(essences(before));
  });
});

test("what a source that is no table keeps back is kept back when it returns", async () => {
  const before = await open(
    JSON.stringify(
      ["8", "9"].map((number) => ({
        model: "otp_totp.totpdevice",
        pk: number,
        fields: {
          user: `5f8d0d55b54764421b7156c${number}`,
          key: "3132333435363738393031323334353637383930",
          confirmed: false,
          digits: 6,
          step: 30,
        },
      })),
    ),
    "dump.json",
  );
  expect(before.rows.tally.ofIssues().get("record_unconfirmed")).toBe(2);
  const after = await open(await problems(before, true));
  expect(after.rows.tally.ofIssues().get("record_unconfirmed")).toBe(2);
});
