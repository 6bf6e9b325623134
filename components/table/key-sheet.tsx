"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { KEY_BINDINGS } from "./key-bindings";
import { useKeyNames } from "./use-key-names";

/** Every key of the grid, as the grid itself knows them. */
export function KeySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations();
  const keyNames = useKeyNames();
  return (
    <Dialog open={open} onClose={onClose} title={t("keys.title")}>
      <table className="w-full">
        <caption className="pb-2 text-left text-ink-soft">{t("keys.hint")}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("keys.what")}</th>
            <th scope="col">{t("keys.keys")}</th>
          </tr>
        </thead>
        <tbody>
          {KEY_BINDINGS.map(({ command }) => (
            <tr key={command} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                {t(`keys.${command}`)}
              </th>
              <td className="flex flex-wrap justify-end gap-1 py-1.5">
                {keyNames(command).map((key) => (
                  <kbd
                    key={key}
                    className="rounded-control border border-line-strong bg-sunken px-1.5 font-sans text-xs whitespace-nowrap"
                  >
                    {key}
                  </kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
