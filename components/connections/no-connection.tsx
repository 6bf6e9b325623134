"use client";

import { Plug } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageFrame } from "@/components/ui/page-frame";
import type { ConnectionView } from "@/lib/otp/connection-view";
import { ConnectionPicker } from "./connection-picker";

type Props = {
  connections: readonly ConnectionView[];
  /** `none`: there is none for this person; `gone`: not the one that the address names; `locked`: its key cannot be opened. */
  why: "none" | "gone" | "locked";
  manages: boolean;
  remember: (id: string) => Promise<void>;
};

/** In place of a screen that needs a connection: why there is none, and the way on. */
export function NoConnection({ connections, why, manages, remember }: Props) {
  const t = useTranslations("connection");
  const text = {
    none: manages ? "noneOwner" : "noneOther",
    gone: "goneText",
    locked: "state.locked",
  } as const;
  const title = { none: "none", gone: "goneTitle", locked: "lockedBadge" } as const;
  return (
    <PageFrame title={t("title")} width="narrow">
      <EmptyState
        icon={Plug}
        title={t(title[why])}
        action={
          connections.length > 0 && why !== "none" ? (
            <ConnectionPicker connections={connections} current={null} remember={remember} />
          ) : (
            <Link href="/connections" className={buttonClass("primary")}>
              {t("title")}
            </Link>
          )
        }
      >
        {t(text[why])}
      </EmptyState>
    </PageFrame>
  );
}
