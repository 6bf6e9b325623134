"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { KeyHint } from "@/components/ui/key-hint";
import { KEY_GROUPS } from "./key-bindings";
import { useKeyNames } from "./use-key-names";

/** Every key of the grid, as the grid itself knows them. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const keyNames = useKeyNames();
  return (
    <Dialog open onClose={onClose} title={t("keys.title")}>
      {/* Long enough to scroll, which has to work by keyboard. */}
      <section tabIndex={0} aria-label={t("keys.title")}>
        <table className="w-full">
          <caption className="pb-2 text-left text-ink-soft">{t("keys.hint")}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t("keys.what")}</th>
              <th scope="col">{t("keys.keys")}</th>
            </tr>
          </thead>
          {KEY_GROUPS.map(({ group, bindings }) => (
            <tbody key={group}>
              <tr>
                <th scope="rowgroup" colSpan={2} className="pt-4 pb-1.5 text-left font-semibold">
                  {t(`keys.group.${group}`)}
                </th>
              </tr>
              {bindings.map(({ command }) => (
                <tr key={command} className="border-t border-line align-top">
                  <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                    {t(`keys.${command}`)}
                  </th>
                  <td className="flex flex-wrap justify-end gap-1 py-1.5">
                    {keyNames(command).map((key) => (
                      <KeyHint key={key}>{key}</KeyHint>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </Dialog>
  );
}
