import { randomBytes } from "node:crypto";
import { csvOf, type FileLike, file, table } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import type en from "@/lib/i18n/messages/en.json";

type Problem = keyof (typeof en)["problem"];
type Bad = { file: FileLike; problem: Problem; values?: Record<string, string | number> };

const MIB = 1 << 20;
const sentence = (problem: Problem, values: Record<string, string | number> = {}) =>
  t(`problem.${problem}`, { app: "", line: 0, ...values });

const alertOf = (app: ImportScreen, name: string) => app.page.getByRole("alert").filter({ hasText: name });

/** A good file still loads next to what cannot be read, and what was said stays. */
async function stillUsable(
  app: ImportScreen,
  persons: Parameters<typeof csvOf>[0],
  name: string,
): Promise<void> {
  await app.choose(csvOf(persons, "good.csv"));
  await app.expectCounts({ ready: persons.length });
  await expect(alertOf(app, name)).toBeVisible();
  await app.importAll(persons.length);
  await app.expectCounts({ verified: persons.length });
}

const BAD: readonly Bad[] = [
  { file: file("empty.csv", ""), problem: "empty" },
  { file: file("blank.csv", " \r\n\r\n\t\n"), problem: "empty" },
  {
    file: file(
      "program.bin",
      Buffer.concat([Buffer.from("\x7fELF"), Buffer.alloc(4096), Buffer.from("main")]),
    ),
    problem: "binary",
  },
  {
    file: file(
      "noise.csv",
      randomBytes(200_000).map((byte) => byte || 1),
    ),
    problem: "noise",
  },
  {
    file: file("letter.txt", "Dear all,\n\nplease find the list attached.\n\nKind regards\n"),
    problem: "no_otp",
  },
  {
    file: file(
      "export.csv.asc",
      "-----BEGIN PGP MESSAGE-----\n\nhQEMA5xw\n=abcd\n-----END PGP MESSAGE-----\n",
    ),
    problem: "pgp",
  },
  {
    file: file("secrets.age", "age-encryption.org/v1\n-> X25519 abc\n"),
    problem: "encrypted",
    values: { app: "age" },
  },
  {
    file: file("export.enc", "Salted__\x01\x02\x03\x04\x05"),
    problem: "encrypted",
    values: { app: "OpenSSL" },
  },
  {
    file: file("users.xlsx", Buffer.concat([zipHead("[Content_Types].xml"), Buffer.alloc(200)])),
    problem: "xlsx",
  },
  { file: file("export.zip", Buffer.concat([zipHead("users.csv"), Buffer.alloc(200)])), problem: "zip" },
  { file: file("list.pdf", "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj"), problem: "pdf" },
  { file: file("qr.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")), problem: "image" },
  { file: file("export.csv.gz", Buffer.from("1f8b08000000000000036162", "hex")), problem: "gzip" },
  { file: file("auth.db", "SQLite format 3\0\x10\0\x01\x01"), problem: "sqlite" },
  { file: file("broken.json", '[\n{"userId": "a",\n"secret": \n'), problem: "json_invalid" },
  {
    file: file("latin.csv", Buffer.from(`userId,secret\n${"\xff\xfe\xfd,\xff\xff\n".repeat(300)}`, "latin1")),
    problem: "unreadable",
  },
];

/** The first local file header of a zip archive (APPNOTE 4.3.7). */
function zipHead(name: string): Buffer {
  const head = Buffer.alloc(30);
  head.write("PK\x03\x04", "latin1");
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name)]);
}

test("every file that cannot be read is told in its own sentence, and a good one loads next to it", async ({
  app,
  page,
  sandbox,
}) => {
  await app.open();
  for (const { file: bad, problem, values } of BAD) {
    await test.step(`${bad.name}: ${problem}`, async () => {
      await app.choose(bad);
      const said = alertOf(app, bad.name);
      if (problem === "json_invalid") await expect(said).toContainText(/malformed.*Export it again/);
      else await expect(said).toContainText(sentence(problem, values));
      await page.getByRole("button", { name: t("sources.remove", { name: bad.name }) }).click();
      await expect(said).toHaveCount(0);
    });
  }
  await app.choose(...BAD.map(({ file: bad }) => bad));
  for (const { file: bad } of BAD) await expect(alertOf(app, bad.name)).toBeVisible();
  await stillUsable(app, people(sandbox, 3), "empty.csv");
});

/** A vault of Aegis under a password, as far as one can tell without it. */
const AEGIS = JSON.stringify({
  version: 1,
  header: {
    slots: [
      {
        type: 1,
        uuid: "01234567-89ab-4def-8123-456789abcdef",
        key: "00".repeat(32),
        key_params: { nonce: "00".repeat(12), tag: "00".repeat(16) },
        n: 1024,
        r: 8,
        p: 1,
        salt: "00".repeat(32),
        repaired: true,
      },
    ],
    params: { nonce: "00".repeat(12), tag: "00".repeat(16) },
  },
  db: "bm90IHJlYWxseSBlbmNyeXB0ZWQ=",
});

test("an encrypted export asks for its password, says when it is wrong, and holds nothing else up", async ({
  app,
  page,
  sandbox,
}) => {
  const persons = people(sandbox, 2);
  await app.open();
  await app.choose(file("aegis.json", AEGIS), csvOf(persons, "good.csv"));
  const panel = page.getByRole("form", { name: t("unlock.title", { name: "aegis.json" }) });
  await panel.getByRole("textbox").fill("not the password");
  await panel.getByRole("button", { name: t("unlock.submit") }).click();
  await expect(panel.getByRole("alert")).toHaveText(sentence("wrong_unlock"));
  await expect(panel.getByRole("textbox")).toHaveValue("");
  await app.expectCounts({ ready: 2 });
  await app.importAll(2);
  await app.expectCounts({ verified: 2 });
});

const WITHOUT_OTP = [
  file(
    "staff.csv",
    table([
      ["name", "city"],
      ["Ada", "London"],
      ["Grace", "New York"],
      ["Lin", "Taipei"],
    ]),
  ),
  file("staff.json", JSON.stringify({ users: [{ email: "ada@example.com" }, { email: "lin@example.com" }] })),
];

for (const without of WITHOUT_OTP) {
  test(`${without.name}, a table without an OTP, is asked about and can be taken out again`, async ({
    app,
    page,
    sandbox,
  }) => {
    const persons = people(sandbox, 2);
    await app.open();
    await app.choose(without, csvOf(persons, "good.csv"));
    await expect(app.columnPanel).toContainText(t("columns.doubt.no_secret"));
    await page.getByRole("button", { name: t("sources.remove", { name: without.name }) }).click();
    await app.expectCounts({ ready: 2 });
    await app.importAll(2);
  });
}

test("bad files among good ones cost nothing but themselves", async ({ app, sandbox }) => {
  const persons = people(sandbox, 4);
  await app.open();
  await app.choose(
    csvOf(persons.slice(0, 2), "first.csv"),
    file("empty.csv", ""),
    csvOf(persons.slice(2), "second.csv"),
    file("users.xlsx", Buffer.concat([zipHead("[Content_Types].xml"), Buffer.alloc(200)])),
  );
  await app.expectCounts({ ready: 4 });
  await expect(alertOf(app, "empty.csv")).toContainText(sentence("empty"));
  await expect(alertOf(app, "users.xlsx")).toContainText(sentence("xlsx"));
  await app.importAll(4);
});

test("garbage pasted is told as well, and good text can be pasted after it", async ({
  app,
  page,
  sandbox,
}) => {
  await app.open();
  for (const text of ["hello", "{", "-----BEGIN PGP MESSAGE-----\nabc"]) {
    await app.paste(text);
    await expect(alertOf(app, t("sources.pasted"))).toHaveCount(1);
    await page.getByRole("button", { name: t("sources.remove", { name: t("sources.pasted") }) }).click();
    await expect(alertOf(app, t("sources.pasted"))).toHaveCount(0);
  }
  const persons = people(sandbox, 2);
  await app.paste(csvOf(persons).buffer.toString());
  await app.expectCounts({ ready: 2 });
});

/** Drops a file that is made in the page: it would take longer to carry it there than to read it. */
async function dropMade(
  app: ImportScreen,
  name: string,
  made: { block: "random" | "letters" | "csv"; times: number },
): Promise<void> {
  const area = app.page.getByRole("region", { name: t("start.drop") });
  const transfer = await app.page.evaluateHandle(
    ({ name: fileName, block, times, size }) => {
      const bytes = new Uint8Array(size).fill(block === "letters" ? 65 : 0);
      if (block === "random")
        for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      const part = new Blob([block === "csv" ? "userId,secret\n" : bytes]);
      const data = new DataTransfer();
      data.items.add(
        new File(
          Array.from({ length: times }, () => part),
          fileName,
        ),
      );
      return data;
    },
    { name, ...made, size: MIB },
  );
  await area.dispatchEvent("drop", { dataTransfer: transfer });
}

test("200 MB of noise are told as noise, and the page stays usable", async ({ app, sandbox }) => {
  await app.open();
  await dropMade(app, "noise.bin", { block: "random", times: 200 });
  await expect(alertOf(app, "noise.bin")).toContainText(sentence("noise"));
  await stillUsable(app, people(sandbox, 2), "noise.bin");
});

test("one line of 50 MB is told as such, and the page stays usable", async ({ app, sandbox }) => {
  await app.open();
  await dropMade(app, "line.csv", { block: "letters", times: 50 });
  await expect(alertOf(app, "line.csv")).toContainText(sentence("line_too_long", { line: 1 }));
  await stillUsable(app, people(sandbox, 2), "line.csv");
});

test("a file of more than 256 MB is not begun", async ({ app, sandbox }) => {
  await app.open();
  await dropMade(app, "huge.csv", { block: "random", times: 257 });
  await expect(alertOf(app, "huge.csv")).toContainText(sentence("too_big"));
  await stillUsable(app, people(sandbox, 2), "huge.csv");
});

test("a long line in the middle keeps the rows before it and says where it broke off", async ({
  app,
  sandbox,
}) => {
  const persons = people(sandbox, 3);
  const { buffer } = csvOf(persons);
  await app.open();
  await app.choose(file("cut.csv", Buffer.concat([buffer, Buffer.alloc(3 * MIB, "A"), Buffer.from("\r\n")])));
  await expect(alertOf(app, "cut.csv")).toContainText(sentence("line_too_long", { line: 5 }));
  await app.expectCounts({ ready: 3 });
});
