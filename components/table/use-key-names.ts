"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { KEY_BINDINGS, type KeyCommand } from "./key-bindings";

const SIGNS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

/** The keys of a command as they are printed on this machine's keyboard. */
export function useKeyNames() {
  const t = useTranslations("keys");
  // The server does not know the keyboard: what it has drawn is corrected in the browser.
  const mac = useSyncExternalStore(
    () => () => undefined,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
  return useCallback(
    (command: KeyCommand): string[] => {
      const keys: readonly string[] = KEY_BINDINGS.find((binding) => binding.command === command)?.keys ?? [];
      const part = (name: string) =>
        SIGNS[name] ?? (name === "Space" ? t("space") : mac && name === "Ctrl" ? "⌘" : name);
      return keys.map((key) =>
        key
          .split("+")
          .map(part)
          .join(mac ? " " : "+"),
      );
    },
    [t, mac],
  );
}
