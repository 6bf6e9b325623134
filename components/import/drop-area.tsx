"use client";

import { type DragEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";

/** Takes files dropped anywhere on it, and says so while they hover. */
export function DropArea({
  onFiles,
  disabled,
  children,
}: {
  onFiles: (files: File[]) => void;
  disabled: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("start");
  // Children fire enter and leave as well: the area is left when as many left as entered.
  const [depth, setDepth] = useState(0);
  const carriesFiles = (event: DragEvent) => !disabled && event.dataTransfer.types.includes("Files");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the file picker does the same by keyboard.
    <div
      className="relative flex min-h-0 grow flex-col"
      onDragEnter={(event) => carriesFiles(event) && setDepth((before) => before + 1)}
      onDragLeave={(event) => carriesFiles(event) && setDepth((before) => Math.max(0, before - 1))}
      onDragOver={(event) => {
        // Also when disabled, or the browser would open the file and throw the page away.
        event.preventDefault();
        event.dataTransfer.dropEffect = disabled ? "none" : "copy";
      }}
      onDrop={(event) => {
        event.preventDefault();
        setDepth(0);
        if (carriesFiles(event)) onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {depth > 0 ? (
        <div className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-panel border-2 border-dashed border-accent bg-accent-wash/90 text-lg font-semibold text-accent">
          {t("dropNow")}
        </div>
      ) : null}
    </div>
  );
}
