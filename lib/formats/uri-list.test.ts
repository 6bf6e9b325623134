import { describe, expect, test } from "vitest";
import { readBytes } from "./testing";

const A = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const uri = (name: string) => `otpauth://totp/${name}?secret=${A}`;

describe("a list of URIs", () => {
  test("may have comments, blank lines, and prose above and below", async () => {
    const { format, records } = await readBytes(
      `Here they are:\n\n# users\n${uri("bob")}\n   ${uri("amy")}\n\nExported 2 configurations.\n`,
    );
    expect(format).toBe("uri-list");
    expect(records.map(({ line, label, found }) => [line, label, ...found])).toEqual([
      [4, "bob"],
      [5, "amy"],
    ]);
  });

  test("lets no line inside it go unseen", async () => {
    const { records } = await readBytes(
      `${uri("bob")}\nwhat is this\nJBSWY3DPEHPK3PXP\nhttps://example.com/x?y\n${uri("amy")}\n`,
    );
    expect(records.map(({ line, found }) => [line, ...found])).toEqual([
      [1],
      [2, "uri_invalid"],
      [3, "uri_invalid"],
      [4, "uri_invalid"],
      [5],
    ]);
  });

  test("keeps a broken URI, wherever it stands", async () => {
    const { records } = await readBytes(`otpauth://totp/x\n${uri("bob")}\notpauth://\n`);
    expect(records.map(({ found }) => found)).toEqual([["uri_invalid"], [], ["uri_invalid"]]);
  });

  test("one URI is a list, and a comma in a label is no column", async () => {
    expect((await readBytes(uri("Bob,Smith"))).records).toMatchObject([{ label: "Bob,Smith", secret: A }]);
  });
});
