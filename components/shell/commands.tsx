"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useState } from "react";
import { type KeyCommand, pageCommand } from "@/components/table/key-bindings";

/** Something that can be done on the screen as it is now. */
export type Command = {
  /** What it says where else it can be done. */
  label: string;
  run: () => void;
  /** The key that does the same. */
  key?: KeyCommand;
  /** Not of this screen alone: it comes after those that are. */
  everywhere?: boolean;
};

type Desk = {
  offer: (by: string, commands: readonly Command[]) => () => void;
  showPalette: () => void;
  showKeys: () => void;
};

const nothing = () => undefined;
const DeskContext = createContext<Desk>({ offer: () => nothing, showPalette: nothing, showKeys: nothing });

/** To open the palette or the sheet of keys. */
export const useCommandDesk = () => useContext(DeskContext);

/** Offers these in the palette for as long as the component is on the screen. */
export function useCommands(commands: readonly Command[]): void {
  const { offer } = useContext(DeskContext);
  const by = useId();
  // Every time it is drawn: they are what can be done now.
  useEffect(() => offer(by, commands));
}

const Palette = dynamic(() => import("./palette").then(({ Palette: found }) => found), { ssr: false });
const KeySheet = dynamic(() => import("@/components/table/key-sheet").then(({ KeySheet: found }) => found), {
  ssr: false,
});

/** Keeps what the screen offers, and opens the palette by its key from anywhere. */
export function CommandDesk({ children }: { children: ReactNode }) {
  const [offers] = useState(() => new Map<string, readonly Command[]>());
  const [shown, setShown] = useState<"palette" | "keys" | null>(null);
  const desk = useMemo<Desk>(
    () => ({
      offer: (by, commands) => {
        offers.set(by, commands);
        return () => void offers.delete(by);
      },
      showPalette: () => setShown("palette"),
      showKeys: () => setShown("keys"),
    }),
    [offers],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (pageCommand(event) !== "palette" || event.defaultPrevented) return;
      event.preventDefault();
      // Over another dialog it would offer what that one hides.
      if (!document.querySelector("[role=dialog]")) setShown("palette");
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <DeskContext value={desk}>
      {children}
      {shown === "palette" ? (
        <Palette
          offered={[...offers.values()].flat()}
          onKeys={desk.showKeys}
          onClose={() => setShown((now) => (now === "palette" ? null : now))}
        />
      ) : null}
      {shown === "keys" ? <KeySheet onClose={() => setShown(null)} /> : null}
    </DeskContext>
  );
}
