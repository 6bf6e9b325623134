"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button";

function holdLowerEdge(popup: HTMLElement | null): void {
  if (!popup) return;
  const below = ((1 - popup.offsetHeight / window.innerHeight) / 2) * 100;
  Object.assign(popup.style, {
    top: "auto",
    bottom: `${below}%`,
    maxHeight: `calc(${100 - below}dvh - 1rem)`,
    translate: "-50% 0",
  });
}

/** A modal dialog; Escape, the close button and a click outside close it. */
export function Dialog({
  open,
  onClose,
  title,
  initialFocus,
  steady = false,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Has the focus when it opens; else the first thing that can have it. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** What comes in while it is open grows it upwards: a foot that sticks to its end does not move away under the pointer. */
  steady?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("app");
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Base.Popup
          ref={steady ? holdLowerEdge : null}
          {...(initialFocus && { initialFocus })}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[90dvh] w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col rounded-panel border border-line bg-raised text-ink shadow-raised"
        >
          <div className="flex items-start justify-between gap-4 border-b border-line px-5 py-3">
            <Base.Title className="text-base font-semibold break-words">{title}</Base.Title>
            <Base.Close render={<IconButton label={t("close")} />}>
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div className={`overflow-y-auto px-5 py-4 ${steady ? "scroll-pb-20" : ""}`}>{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
