/** Where a key is meant: on the grid itself, in the field of a cell that is being edited, or anywhere but in fields. */
type Scope = "grid" | "editor" | "page";

/**
 * Every key of the grid. What the keys do looks here, and so does the sheet of shortcuts. `Ctrl` is also Command.
 */
export const KEY_GROUPS = [
  {
    group: "move",
    bindings: [
      { command: "move", scope: "grid", keys: ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] },
      { command: "movePage", scope: "grid", keys: ["PageUp", "PageDown"] },
      { command: "moveInRow", scope: "grid", keys: ["Home", "End"] },
      {
        command: "moveFar",
        scope: "grid",
        keys: ["Ctrl+ArrowUp", "Ctrl+ArrowDown", "Ctrl+ArrowLeft", "Ctrl+ArrowRight"],
      },
      { command: "moveToCorner", scope: "grid", keys: ["Ctrl+Home", "Ctrl+End"] },
      { command: "goToLine", scope: "grid", keys: ["Ctrl+G"] },
      { command: "nextProblem", scope: "page", keys: ["F8"] },
      { command: "lastProblem", scope: "page", keys: ["Shift+F8"] },
    ],
  },
  {
    group: "select",
    bindings: [
      {
        command: "extend",
        scope: "grid",
        keys: ["Shift+ArrowUp", "Shift+ArrowDown", "Shift+ArrowLeft", "Shift+ArrowRight"],
      },
      { command: "extendPage", scope: "grid", keys: ["Shift+PageUp", "Shift+PageDown"] },
      { command: "extendInRow", scope: "grid", keys: ["Shift+Home", "Shift+End"] },
      {
        command: "extendFar",
        scope: "grid",
        keys: ["Ctrl+Shift+ArrowUp", "Ctrl+Shift+ArrowDown", "Ctrl+Shift+ArrowLeft", "Ctrl+Shift+ArrowRight"],
      },
      { command: "extendToCorner", scope: "grid", keys: ["Ctrl+Shift+Home", "Ctrl+Shift+End"] },
      { command: "selectAll", scope: "grid", keys: ["Ctrl+A"] },
      { command: "selectColumns", scope: "grid", keys: ["Ctrl+Space"] },
      { command: "selectRows", scope: "grid", keys: ["Shift+Space"] },
      { command: "selectNone", scope: "grid", keys: ["Escape"] },
    ],
  },
  {
    group: "edit",
    bindings: [
      { command: "edit", scope: "grid", keys: ["F2", "Enter"] },
      { command: "keepDown", scope: "editor", keys: ["Enter"] },
      { command: "keepUp", scope: "editor", keys: ["Shift+Enter"] },
      { command: "keepRight", scope: "editor", keys: ["Tab"] },
      { command: "keepLeft", scope: "editor", keys: ["Shift+Tab"] },
      { command: "discard", scope: "editor", keys: ["Escape"] },
    ],
  },
  {
    group: "change",
    bindings: [
      { command: "copy", scope: "grid", keys: ["Ctrl+C"] },
      { command: "cut", scope: "grid", keys: ["Ctrl+X"] },
      // The browser makes a paste of it, and hands the text over without asking for a permission.
      { command: "paste", scope: "grid", keys: ["Ctrl+V"] },
      { command: "fill", scope: "grid", keys: ["Ctrl+D"] },
      { command: "clear", scope: "grid", keys: ["Delete", "Backspace"] },
      { command: "remove", scope: "grid", keys: ["Ctrl+Delete", "Ctrl+Backspace"] },
      { command: "replace", scope: "page", keys: ["Ctrl+H"] },
      { command: "undo", scope: "page", keys: ["Ctrl+Z"] },
      { command: "redo", scope: "page", keys: ["Ctrl+Y", "Ctrl+Shift+Z"] },
    ],
  },
  {
    group: "look",
    bindings: [
      { command: "reveal", scope: "grid", keys: ["Space"] },
      { command: "openUser", scope: "grid", keys: ["Ctrl+Enter"] },
      { command: "help", scope: "grid", keys: ["?"] },
      { command: "palette", scope: "page", keys: ["Ctrl+K"] },
    ],
  },
] as const satisfies readonly {
  group: string;
  bindings: readonly { command: string; scope: Scope; keys: readonly string[] }[];
}[];

type Binding = (typeof KEY_GROUPS)[number]["bindings"][number];
export type KeyCommand = Binding["command"];

export const KEY_BINDINGS: readonly Binding[] = KEY_GROUPS.flatMap(
  ({ bindings }): readonly Binding[] => bindings,
);

export type GridCommand = Extract<Binding, { scope: "grid" }>["command"];
export type EditorCommand = Extract<Binding, { scope: "editor" }>["command"];
export type PageCommand = Extract<Binding, { scope: "page" }>["command"];

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean };

/** A key as the table of bindings writes it; null with Alt, which belongs to the system. */
export function nameOfKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): string | null {
  if (altKey) return null;
  const name = key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key;
  // Which characters need Shift depends on the keyboard.
  const shift = shiftKey && (key.length > 1 || /[a-z ]/i.test(key));
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${shift ? "Shift+" : ""}${name}`;
}

function commandFor(scope: Scope): (key: Key) => string | null {
  const commands = new Map<string, string>();
  for (const binding of KEY_BINDINGS)
    if (binding.scope === scope) for (const key of binding.keys) commands.set(key, binding.command);
  return (key) => commands.get(nameOfKey(key) ?? "") ?? null;
}

/** What a key asks of the grid; null: nothing. */
export const gridCommand = commandFor("grid") as (key: Key) => GridCommand | null;

/** What a key asks of the field of a cell; null: it is the field's own. */
export const editorCommand = commandFor("editor") as (key: Key) => EditorCommand | null;

/** What a key asks of the page, wherever it is pressed but in a field; null: nothing. */
export const pageCommand = commandFor("page") as (key: Key) => PageCommand | null;

/** The character with which a cell is typed over; null for every other key. "" begins an input method's composition. */
export function typedCharacter({ key, ctrlKey, metaKey, altKey }: Key): string | null {
  if (key === "Process") return "";
  // AltGr, which makes characters, is Ctrl and Alt together.
  const combined = (ctrlKey || metaKey) && !(ctrlKey && altKey);
  return [...key].length === 1 && key !== " " && !combined ? key : null;
}
