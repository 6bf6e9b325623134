"use client";

import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "./button";

export type MenuEntry = {
  label: string;
  run: () => void;
  /** After the label: the key that does the same. */
  hint?: ReactNode;
  /** Given: one of its group is chosen, and this is it or is not. */
  checked?: boolean;
};

/** Where on the screen a menu opens. */
export type MenuPoint = { x: number; y: number };

/** A menu at a point, by the WAI-ARIA pattern: arrows move, Home and End go to the ends, Escape and Tab close. */
export function Menu({
  label,
  entries,
  point,
  onClose,
}: {
  label: string;
  /** Groups of entries, with a line between them. */
  entries: readonly (readonly MenuEntry[])[];
  point: MenuPoint;
  onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];

  useLayoutEffect(() => {
    const its = menu.current;
    if (!its) return;
    const { width, height } = its.getBoundingClientRect();
    its.style.left = `${Math.max(8, Math.min(point.x, window.innerWidth - width - 8))}px`;
    its.style.top = `${Math.max(8, Math.min(point.y, window.innerHeight - height - 8))}px`;
    const first =
      its.querySelector<HTMLElement>("[aria-checked=true]") ?? its.querySelector("[role^=menuitem]");
    (first as HTMLElement | null)?.focus({ preventScroll: true });
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
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
      className="fixed z-40 max-h-[calc(100dvh-1rem)] min-w-44 overflow-y-auto rounded-panel border border-line bg-raised py-1 text-ink shadow-raised [--focus:var(--accent)]"
    >
      {entries.map((group, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of a menu.
        <div key={group[0]?.label} role="group" className={at === 0 ? "" : "mt-1 border-t border-line pt-1"}>
          {group.map(({ label: name, run, hint, checked }) => (
            <button
              key={name}
              type="button"
              {...(checked === undefined
                ? { role: "menuitem" }
                : { role: "menuitemradio", "aria-checked": checked })}
              tabIndex={-1}
              onClick={() => {
                onClose();
                run();
              }}
              className="flex w-full items-center justify-between gap-6 px-3 py-1.5 text-left hover:bg-accent-wash focus-visible:bg-accent-wash focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
            >
              {name}
              {hint ? <span className="text-xs text-ink-soft">{hint}</span> : null}
              {checked ? <Check aria-hidden className="size-4 text-accent" /> : null}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

/** An icon that opens a menu below itself. */
export function MenuButton({
  label,
  entries,
  look,
  children,
}: {
  label: string;
  entries: readonly (readonly MenuEntry[])[];
  look: "plain" | "bar";
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [point, setPoint] = useState<MenuPoint | null>(null);
  function close() {
    setPoint(null);
    button.current?.focus({ preventScroll: true });
  }
  function open() {
    const box = button.current?.getBoundingClientRect();
    if (box) setPoint({ x: box.left, y: box.bottom + 4 });
  }
  return (
    <>
      <IconButton
        ref={button}
        label={label}
        aria-haspopup="menu"
        aria-expanded={point !== null}
        look={look}
        onClick={point ? close : open}
      >
        {children}
      </IconButton>
      {point ? <Menu label={label} entries={entries} point={point} onClose={close} /> : null}
    </>
  );
}
