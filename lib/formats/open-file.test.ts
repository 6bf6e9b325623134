import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readBytes } from "./testing";

const text = (content: string) => new TextEncoder().encode(content);
const CSV = text("email,secret\nalice@example.com,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n");
const USERS = text("id,email\n7,alice@example.com\n");
const problemOf = async (zip: Uint8Array) => (await readBytes(zip)).problem;

/** Sets the flag "encrypted" of every file in an archive. */
function encrypted(zip: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(zip);
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 4 < copy.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint16(at + 6, 1, true);
    if (signature === 0x02014b50) view.setUint16(at + 8, 1, true);
  }
  return copy;
}

/** Sets what the directory says of the sizes. */
function stating(zip: Uint8Array, size: number): Uint8Array {
  const copy = Uint8Array.from(zip);
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 4 < copy.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  }
  return copy;
}

describe("a ZIP archive", () => {
  test.each([0, 9] as const)("with one export and things beside it is read (level %i)", async (level) => {
    const zip = zipSync(
      {
        "export/users.csv": CSV,
        "export/README.txt": text("Dear admin,\n\nplease find the list here.\n"),
        "__MACOSX/export/._users.csv": CSV,
        "export/.DS_Store": text("x"),
        "export/empty.csv": text(""),
      },
      { level },
    );
    expect(await readBytes(zip)).toMatchObject({ format: "delimited", problem: null });
    expect((await readBytes(zip)).records).toMatchObject([{ email: "alice@example.com" }]);
  });

  test("1Password's .1pux is one", async () => {
    const fields = [{ value: { totp: "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" } }];
    const item = { details: { sections: [{ fields }] }, overview: { title: "ACME" } };
    const zip = zipSync({
      "export.attributes": text('{"version":3,"description":"1Password Unencrypted Export","createdAt":1}'),
      "export.data": text(JSON.stringify({ accounts: [{ vaults: [{ items: [item] }] }] })),
    });
    expect(await readBytes(zip)).toMatchObject({ format: "1password-1pux", records: [{ issuer: "ACME" }] });
  });

  test("with several exports names them, with none says so", async () => {
    const several = zipSync({ "a/tokens.csv": CSV, "b/users.csv": USERS });
    expect(await problemOf(several)).toEqual({
      problem: "zip_several",
      values: { files: "tokens.csv, users.csv" },
    });
    const many = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`${at}.csv`, CSV]));
    expect((await problemOf(zipSync(many)))?.values?.files).toBe("0.csv, 1.csv, 2.csv, 3.csv, 4.csv, …");
    expect(await problemOf(zipSync({ "letter.txt": text("Hello, world") }))).toEqual({
      problem: "zip_empty",
    });
    expect(await problemOf(zipSync({}))).toEqual({ problem: "zip_empty" });
    expect(await problemOf(zipSync({ "inner.zip": zipSync({ "a.csv": CSV }) }))).toEqual({
      problem: "zip_empty",
    });
  });

  test("with a password says so", async () => {
    expect(await problemOf(encrypted(zipSync({ "a.csv": CSV })))).toEqual({ problem: "zip_encrypted" });
  });

  test("that would fill the memory is not unpacked", async () => {
    const bomb = zipSync({ "a.csv": new Uint8Array(32 << 20) }, { level: 9 });
    expect(await problemOf(bomb)).toEqual({ problem: "zip" });
    // One that says it is small.
    expect(await problemOf(stating(bomb, 1_000))).toEqual({ problem: "zip" });
    expect(await problemOf(stating(zipSync({ "a.csv": CSV }), 2 ** 31))).toEqual({ problem: "zip" });
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}.csv`, CSV]));
    expect(await problemOf(zipSync(many))).toEqual({ problem: "zip" });
  });

  test("that is damaged anywhere is a problem or what is left of it, never an error", async () => {
    const zip = zipSync({ "a.csv": CSV, "b.txt": text("nothing") });
    const damage = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(zip.length), async (changes, end) => {
        const copy = Uint8Array.from(zip);
        for (const [at, byte] of changes) copy[at] = byte;
        await readBytes(copy);
        await readBytes(copy.subarray(0, end));
      }),
      { numRuns: 1_000 },
    );
  });
});
