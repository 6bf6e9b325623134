"use client";

import { CircleCheck, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button";

/** Long enough to be read twice; it stays while it is pointed at or has the focus (WCAG 2.2.1). */
const SHOWN_MS = 8_000;

const Say = createContext<(message: string) => void>(() => {});

/** Says what has happened where it cannot be seen: on a screen that has been left, or on the clipboard. */
export const useToast = () => useContext(Say);

/** Holds the one message of now, for all screens. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("app");
  const [message, setMessage] = useState<{ text: string } | null>(null);
  const [held, setHeld] = useState(false);
  const say = useCallback((text: string) => setMessage({ text }), []);
  useEffect(() => {
    if (!message || held) return;
    const timer = setTimeout(() => setMessage(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, held]);
  return (
    <Say value={say}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex justify-center print:hidden"
      >
        {message ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while it is pointed at.
          <div
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
            className="pointer-events-auto flex max-w-prose items-start gap-3 rounded-panel border border-line bg-raised px-4 py-3 shadow-raised"
          >
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
            <p>{message.text}</p>
            <IconButton label={t("close")} className="-my-1" onClick={() => setMessage(null)}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </div>
        ) : null}
      </div>
    </Say>
  );
}
