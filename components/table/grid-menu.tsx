"use client";

import { Ellipsis } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/button";
import type { KeyCommand } from "./key-bindings";
import { useKeyNames } from "./use-key-names";

type MenuEntry = { label: string; run: () => void; command?: KeyCommand };

/** Where on the screen a menu was asked for. */
export type MenuPoint = { x: number; y: number };

type Props = {
  /** Groups of entries, with a line between them. */
  entries: readonly (readonly MenuEntry[])[];
  /** Null: it is closed. */
  point: MenuPoint | null;
  onPoint: (point: MenuPoint | null) => void;
  /** Has the focus once the menu is closed. */
  focusAfter: RefObject<HTMLElement | null>;
};

/** What can be done with the selection, for who does not know the keys, and to learn them by. */
export function GridMenu({ entries, point, onPoint, focusAfter }: Props) {
  const t = useTranslations("grid");
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    onPoint(null);
    focusAfter.current?.focus({ preventScroll: true });
  };
  const openBelow = () => {
    const box = button.current?.getBoundingClientRect();
    onPoint(box ? { x: box.left, y: box.bottom + 4 } : null);
  };
  return (
    <>
      <IconButton
        ref={button}
        label={t("menu")}
        aria-haspopup="menu"
        aria-expanded={point !== null}
        onClick={point ? close : openBelow}
      >
        <Ellipsis aria-hidden className="size-4" />
      </IconButton>
      {point ? <MenuList label={t("menu")} entries={entries} point={point} onClose={close} /> : null}
    </>
  );
}

/** By the WAI-ARIA menu pattern: arrows move, Home and End go to the ends, Escape and Tab close. */
function MenuList({
  label,
  entries,
  point,
  onClose,
}: {
  label: string;
  entries: Props["entries"];
  point: MenuPoint;
  onClose: () => void;
}) {
  const keyNames = useKeyNames();
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];

  useLayoutEffect(() => {
    const its = menu.current;
    if (!its) return;
    const { width, height } = its.getBoundingClientRect();
    its.style.left = `${Math.max(8, Math.min(point.x, window.innerWidth - width - 8))}px`;
    its.style.top = `${Math.max(8, Math.min(point.y, window.innerHeight - height - 8))}px`;
    its.querySelector<HTMLElement>("[role=menuitem]")?.focus({ preventScroll: true });
  }, [point]);

  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (!(event.target instanceof Element) || menu.current?.contains(event.target)) return;
      // Its own button closes the menu by itself.
      if (!event.target.closest("[aria-haspopup=menu]")) onClose();
    };
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, [onClose]);

  function onKeyDown(event: KeyboardEvent) {
    const all = items();
    const at = all.findIndex((item) => item.matches(":focus"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
      className="fixed z-40 max-h-[calc(100dvh-1rem)] min-w-56 overflow-y-auto rounded-panel border border-line bg-raised py-1 text-ink shadow-raised"
    >
      {entries.map((group, at) => (
        <div key={group[0]?.label} role="group" className={at === 0 ? "" : "mt-1 border-t border-line pt-1"}>
          {group.map(({ label: name, run, command }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                onClose();
                run();
              }}
              className="flex w-full items-center justify-between gap-6 px-3 py-1.5 text-left hover:bg-accent-wash focus-visible:bg-accent-wash focus-visible:-outline-offset-2"
            >
              {name}
              {command ? <span className="text-xs text-ink-soft">{keyNames(command)[0]}</span> : null}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
