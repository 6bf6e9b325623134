import { expect, test } from "vitest";
import { behaviourSchema } from "./behaviour";
import { helpText, readFlags } from "./flags";

const KEBAB = /[A-Z]/g;

test("no flags: the defaults", () => {
  expect(readFlags([])).toEqual({
    kind: "start",
    options: { port: 0, behaviour: behaviourSchema.parse({}) },
  });
});

test("flags of every kind", () => {
  const command = readFlags([
    "--port=4100",
    "--access-key-id",
    "sandbox1",
    "--access-key-secret",
    " s ",
    "--state",
    "x.json",
    "--bad-row",
    "store-good",
    "--validate-secret",
    "true",
    "--fault-times",
    "-1",
    "--clock-offset-ms=-400000",
    "--deny",
    "get-user,get-user-batch",
    "--redirect-to",
    "http://127.0.0.1:1/x",
  ]);
  expect(command).toMatchObject({
    kind: "start",
    options: {
      port: 4100,
      accessKeyId: "sandbox1",
      accessKeySecret: "s",
      stateFile: "x.json",
      behaviour: {
        badRow: "store-good",
        validateSecret: true,
        faultTimes: -1,
        clockOffsetMs: -400000,
        deny: ["get-user", "get-user-batch"],
        redirectTo: "http://127.0.0.1:1/x",
      },
    },
  });
});

test.each([
  [["--nope"], /--nope/],
  [["extra"], /extra/],
  [["--port"], /--port/],
  [["--port", "70000"], /--port/],
  [["--bad-row", "x"], /--bad-row: .*refuse-all/],
  [["--max-list", "many"], /--max-list/],
  [["--max-list", "-2"], /--max-list/],
  [["--validate-secret", "yes"], /--validate-secret/],
  [["--deny", "get-user,x"], /--deny/],
  [["--refuse-users", "a b"], /--refuse-users/],
  [["--redirect-to", "ftp://x"], /--redirect-to/],
  [["--access-key-id", "5f00"], /--access-key-id/],
  [["--access-key-secret", " "], /--access-key-secret/],
])("%j is one sentence that names the flag", (args, sentence) => {
  const command = readFlags(args);
  expect(command).toMatchObject({ kind: "error", sentence: expect.stringMatching(sentence) });
  if (command.kind === "error") expect(command.sentence).toMatch(/^[^\n]+\.$/);
});

test("--help lists every switch", () => {
  expect(readFlags(["--help"])).toEqual({ kind: "help", text: helpText() });
  for (const name of Object.keys(behaviourSchema.shape)) {
    expect(helpText()).toContain(`--${name.replace(KEBAB, (letter) => `-${letter.toLowerCase()}`)} `);
  }
});
