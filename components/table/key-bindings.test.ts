import { describe, expect, test } from "vitest";
import {
  editorCommand,
  gridCommand,
  KEY_BINDINGS,
  nameOfKey,
  pageCommand,
  typedCharacter,
} from "./key-bindings";

const NO_KEYS = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const key = (name: string, keys: Partial<typeof NO_KEYS> = {}) => ({ key: name, ...NO_KEYS, ...keys });

test("no key has two meanings in one place", () => {
  const all = KEY_BINDINGS.flatMap(({ scope, keys }) => keys.map((name) => `${scope} ${name}`));
  expect(all).toEqual([...new Set(all)]);
  // Keys of the page are pressed on the grid, too.
  const onGrid = KEY_BINDINGS.flatMap(({ scope, keys }) => (scope === "editor" ? [] : [...keys]));
  expect(onGrid).toEqual([...new Set(onGrid)]);
});

test("every command is there once", () => {
  const commands = KEY_BINDINGS.map(({ command }) => command);
  expect(commands).toEqual([...new Set(commands)]);
});

describe("a key", () => {
  test.each([
    [key("c", { ctrlKey: true }), "copy"],
    [key("c", { metaKey: true }), "copy"],
    [key("C", { ctrlKey: true }), "copy"],
    [key("ArrowDown"), "move"],
    [key("ArrowDown", { shiftKey: true }), "extend"],
    [key("End", { ctrlKey: true, shiftKey: true }), "extendToCorner"],
    [key(" "), "reveal"],
    [key(" ", { shiftKey: true }), "selectRows"],
    [key(" ", { ctrlKey: true }), "selectColumns"],
    [key("Delete"), "clear"],
    [key("Delete", { ctrlKey: true }), "remove"],
    // With Shift on some keyboards, without on others.
    [key("?", { shiftKey: true }), "help"],
    [key("?"), "help"],
    [key("a"), null],
    [key("Tab"), null],
    [key("F2", { altKey: true }), null],
  ] as const)("%j asks the grid for %s", (pressed, command) => expect(gridCommand(pressed)).toBe(command));

  test("in the field of a cell has another meaning, or the field's own", () => {
    expect(editorCommand(key("Enter"))).toBe("keepDown");
    expect(editorCommand(key("Tab", { shiftKey: true }))).toBe("keepLeft");
    for (const own of [key("ArrowLeft"), key("Delete"), key("c", { ctrlKey: true }), key("?")])
      expect(editorCommand(own)).toBe(null);
  });

  test("undoes and redoes from anywhere on the page", () => {
    expect(pageCommand(key("z", { ctrlKey: true }))).toBe("undo");
    expect(pageCommand(key("Z", { ctrlKey: true, shiftKey: true }))).toBe("redo");
    expect(pageCommand(key("y", { metaKey: true }))).toBe("redo");
    expect(pageCommand(key("z"))).toBe(null);
  });

  test("is called by the name in the table", () => {
    expect(nameOfKey(key("Z", { ctrlKey: true, shiftKey: true }))).toBe("Ctrl+Shift+Z");
    expect(nameOfKey(key("x", { altKey: true }))).toBe(null);
  });
});

describe("typing over a cell", () => {
  test.each([
    [key("a"), "a"],
    [key("A", { shiftKey: true }), "A"],
    [key("7"), "7"],
    [key("汉"), "汉"],
    [key("@", { ctrlKey: true, altKey: true }), "@"],
    [key("Process"), ""],
    [key(" "), null],
    [key("F5"), null],
    [key("Tab"), null],
    [key("a", { ctrlKey: true }), null],
    [key("a", { metaKey: true }), null],
  ] as const)("%j begins with %j", (pressed, text) => expect(typedCharacter(pressed)).toBe(text));
});
