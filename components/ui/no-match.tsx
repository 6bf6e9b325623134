import type { ReactNode } from "react";
import { Button } from "./button";

/** In place of a list whose filters let nothing through: what is so, and the way back. */
export function NoMatch({ all, onAll, children }: { all: string; onAll: () => void; children: ReactNode }) {
  return (
    <div className="grid grow place-content-center justify-items-center gap-3 py-8 text-center text-ink-soft">
      <p>{children}</p>
      <Button onClick={onAll}>{all}</Button>
    </div>
  );
}
