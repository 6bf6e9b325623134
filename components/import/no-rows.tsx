"use client";

import { useTranslations } from "use-intl";
import { NoMatch } from "@/components/ui/no-match";
import type { SheetNews } from "@/lib/sheet/state";

/** In place of the table where the filters let no row through: whether there was one, or all of them are mended. */
export function NoRows({
  state: { issues, query },
  onAll,
}: {
  state: Pick<SheetNews, "issues" | "query">;
  onAll: () => void;
}) {
  const t = useTranslations("table");
  const mended = query.issue !== null && !issues.some(({ code, rows }) => code === query.issue && rows > 0);
  return (
    <NoMatch all={t("showAll")} onAll={onAll}>
      {t(mended ? "noneLeft" : "noMatch")}
    </NoMatch>
  );
}
