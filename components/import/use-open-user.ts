"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { GridPort } from "@/components/table/grid-port";
import { handRow } from "@/components/users/handed-row";
import { userHref } from "@/components/users/user-name";
import { getSession } from "./session";

/**
 * Goes from a row to its user: the row is handed over in the memory of this tab, and the table is found again as it was
 * left. A row without a user id goes to the search first.
 */
export function useOpenUser(): GridPort["openUser"] {
  const t = useTranslations("sources");
  const router = useRouter();
  return useCallback(
    async (row, place) => {
      const session = getSession();
      session.place = place;
      const revealed = row.lock === "done" ? null : await session.client.sheet.reveal(row.id);
      const source = session.client.state().sources.find(({ index }) => index === row.source);
      handRow({ row, revealed, sourceName: source?.name || t("pasted") });
      router.push(row.user.userId === "" ? "/users" : userHref(row.user.userId));
    },
    [router, t],
  );
}
