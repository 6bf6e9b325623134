"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useKeyNames } from "@/components/table/use-key-names";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { KeyHint } from "@/components/ui/key-hint";
import type { Command } from "./commands";

type Props = {
  /** What the screen offers. */
  offered: readonly Command[];
  onKeys: () => void;
  onClose: () => void;
};

/** Every word that is typed has to be in the label, whatever the order. */
function matching(commands: readonly Command[], typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}

/** All that can be done now, to be found by typing: the screen's own first, then the way to others, and how it looks. */
export function Palette({ offered, onKeys, onClose }: Props) {
  const t = useTranslations();
  const keyNames = useKeyNames();
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const chosen = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const all: readonly Command[] = [
    ...offered.filter(({ everywhere }) => !everywhere),
    ...offered.filter(({ everywhere }) => everywhere),
    { label: t("keys.help"), run: onKeys, key: "help" },
  ];
  const found = matching(all, typed);
  const current = Math.min(at, found.length - 1);
  useEffect(() => {
    if (current >= 0) chosen.current?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function choose(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    const last = found.length - 1;
    const to = {
      ArrowDown: current >= last ? 0 : current + 1,
      ArrowUp: current <= 0 ? last : current - 1,
      PageDown: Math.min(last, current + 8),
      PageUp: Math.max(0, current - 8),
    }[event.key];
    if (to !== undefined) setAt(to);
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) choose(found[current]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog open onClose={onClose} title={t("palette.title")} initialFocus={field}>
      <div className="flex flex-col gap-2">
        <Input
          ref={field}
          role="combobox"
          aria-label={t("palette.search")}
          aria-expanded
          aria-controls={list}
          aria-activedescendant={current >= 0 ? `${list}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("palette.search")}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="min-h-10 w-full text-base"
        />
        <div
          id={list}
          role="listbox"
          aria-label={t("palette.title")}
          className="-mx-2 max-h-[50dvh] overflow-y-auto"
        >
          {found.map((command, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
            <div
              key={`${place} ${command.label}`}
              ref={place === current ? chosen : null}
              id={`${list}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === current}
              onClick={() => choose(command)}
              onPointerMove={() => setAt(place)}
              className="flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-control px-3 py-1.5 aria-selected:bg-accent-wash aria-selected:text-accent forced-colors:aria-selected:outline-2 forced-colors:aria-selected:-outline-offset-2 pointer-coarse:min-h-11"
            >
              {command.label}
              {command.key ? <KeyHint>{keyNames(command.key)[0]}</KeyHint> : null}
            </div>
          ))}
        </div>
        <p role="status" className="text-ink-soft empty:hidden">
          {found.length === 0 ? t("palette.none") : ""}
        </p>
      </div>
    </Dialog>
  );
}
