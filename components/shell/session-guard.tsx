"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

const EVERY_MS = 60_000;

/** Whose session the browser has: the page's, nobody's, or somebody else's. */
export type SessionFound = "same" | "out" | "other";

/**
 * Tells when the session has ended, and how to go on without losing what the page holds: one signs in in another tab. What
 * somebody does in a page counts as being there, also where no server sees it.
 */
export function SessionGuard({ id }: { id: string }) {
  const t = useTranslations("session");
  const [found, setFound] = useState<SessionFound>("same");

  useEffect(() => {
    let active = false;
    let asking = false;
    const ask = async () => {
      if (asking) return;
      asking = true;
      const answer = await import("./ask-session").then(
        ({ askSession }) => askSession(id, active),
        () => null,
      );
      asking = false;
      active = false;
      if (answer) setFound(answer);
    };
    const act = () => {
      active = true;
    };
    const look = () => {
      if (document.visibilityState === "visible") void ask();
    };
    // What the page has asked for and was refused, or what failed: it may be the session.
    const refused = new PerformanceObserver((list) => {
      const told = list.getEntries().some((entry) => {
        const { name, responseStatus } = entry as PerformanceResourceTiming;
        return (responseStatus === 401 || responseStatus === 500) && !name.endsWith("/api/session");
      });
      if (told) void ask();
    });
    refused.observe({ type: "resource" });
    const timer = setInterval(() => void ask(), EVERY_MS);
    const events = ["pointerdown", "keydown", "wheel"] as const;
    for (const event of events) window.addEventListener(event, act, { passive: true });
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    return () => {
      refused.disconnect();
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, act);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
    };
  }, [id]);

  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-xl shadow-raised empty:hidden print:hidden"
    >
      {found === "same" ? null : (
        <Notice tone="warn" title={t(`${found}Title`)}>
          <p className="mb-2">{t(`${found}Text`)}</p>
          <a href="/sign-in" target="_blank" rel="noreferrer" className={buttonClass("primary")}>
            {t("signIn")}
          </a>
        </Notice>
      )}
    </div>
  );
}
