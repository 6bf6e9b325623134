"use client";

import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import type { KEY_BINDINGS } from "./key-bindings";
import { useKeyNames } from "./use-key-names";

type Command = (typeof KEY_BINDINGS)[number]["command"];
export type MenuEntry = { label: string; run: () => void; command?: Command; disabled?: boolean };

/** Where a menu was asked for by the right button of the mouse. */
export type MenuPoint = { x: number; y: number };

type Props = {
  /** Groups of entries, with a line between them. */
  entries: readonly (readonly MenuEntry[])[];
  open: boolean;
  /** Null: at its button. */
  point: MenuPoint | null;
  onOpen: (open: boolean) => void;
  /** Has the focus once the menu is closed. */
  focusAfter: RefObject<HTMLElement | null>;
};

/** What can be done with the selection, for who does not know the keys, and to learn them by. */
export function GridMenu({ entries, open, point, onOpen, focusAfter }: Props) {
  const t = useTranslations("grid");
  const keyNames = useKeyNames();
  const anchor = point && {
    getBoundingClientRect: () => DOMRect.fromRect({ x: point.x, y: point.y }),
  };
  return (
    <Menu.Root open={open} onOpenChange={onOpen} modal={false}>
      <Menu.Trigger
        aria-label={t("menu")}
        title={t("menu")}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-sunken hover:text-ink"
      >
        <Ellipsis aria-hidden className="size-4" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor ?? undefined} align="start" sideOffset={4} className="z-40">
          <Menu.Popup
            finalFocus={focusAfter}
            className="max-h-[var(--available-height)] min-w-56 overflow-y-auto rounded-panel border border-line bg-raised py-1 text-ink shadow-raised outline-none"
          >
            {entries.map((group, at) => (
              <Menu.Group key={group[0]?.label} className={at === 0 ? "" : "mt-1 border-t border-line pt-1"}>
                {group.map(({ label, run, command, disabled }) => (
                  <Menu.Item
                    key={label}
                    disabled={disabled ?? false}
                    onClick={run}
                    className="flex cursor-pointer items-center justify-between gap-6 px-3 py-1.5 outline-none data-disabled:cursor-not-allowed data-disabled:text-ink-soft data-highlighted:bg-accent-wash"
                  >
                    {label}
                    <span className="text-xs text-ink-soft">{command ? keyNames(command)[0] : null}</span>
                  </Menu.Item>
                ))}
              </Menu.Group>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
