"use client";

import { Ellipsis } from "lucide-react";
import { type RefObject, useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/button";
import { Menu, type MenuEntry, type MenuPoint } from "@/components/ui/menu";
import type { KeyCommand } from "./key-bindings";
import { useKeyNames } from "./use-key-names";

type GridEntry = Pick<MenuEntry, "label" | "run"> & { command?: KeyCommand };

type Props = {
  /** Groups of entries, with a line between them. */
  entries: readonly (readonly GridEntry[])[];
  /** Null: it is closed. */
  point: MenuPoint | null;
  onPoint: (point: MenuPoint | null) => void;
  /** Has the focus once the menu is closed. */
  focusAfter: RefObject<HTMLElement | null>;
};

/** What can be done with the selection, for who does not know the keys, and to learn them by. */
export function GridMenu({ entries, point, onPoint, focusAfter }: Props) {
  const t = useTranslations("grid");
  const keyNames = useKeyNames();
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    onPoint(null);
    focusAfter.current?.focus({ preventScroll: true });
  };
  const openBelow = () => {
    const box = button.current?.getBoundingClientRect();
    onPoint(box ? { x: box.left, y: box.bottom + 4 } : null);
  };
  const withKeys = entries.map((group) =>
    group.map(({ command, ...entry }) => ({ ...entry, hint: command ? keyNames(command)[0] : null })),
  );
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
      {point ? <Menu label={t("menu")} entries={withKeys} point={point} onClose={close} /> : null}
    </>
  );
}
