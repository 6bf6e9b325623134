"use client";

import { Check, CircleHelp, Minus } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { UserFound } from "@/lib/otp/pool-user-view";
import { TroubleNotice } from "./trouble-notice";
import { knownStatus, UserStatusBadge } from "./user-status";

const FACTORS = ["otp", "sms", "email", "face"] as const;

/** Who the user is, and by what they may sign in. */
export function WhoPanel({ found, onAgain }: { found: UserFound; onAgain: () => void }) {
  const t = useTranslations("users");
  const { user, factors } = found;
  const status = knownStatus(user.status);
  const names = (["email", "phone", "username", "externalId"] as const).filter((kind) => user[kind] !== "");
  return (
    <Panel title={t("who")}>
      <div className="flex flex-col gap-4">
        <Facts
          facts={[
            { name: t("name.status"), value: <UserStatusBadge status={user.status} /> },
            ...names.map((kind) => ({ name: t(`name.${kind}`), value: user[kind] })),
            {
              name: t("name.userId"),
              value: <span className="font-mono text-sm break-all select-all">{user.userId}</span>,
            },
          ]}
        />
        {status && status !== "Activated" ? <Notice tone="warn" title={t(`statusMeans.${status}`)} /> : null}
        <div>
          <h3 className="mb-2 text-sm font-medium text-ink-soft">{t("factors")}</h3>
          {"trouble" in factors ? (
            <TroubleNotice trouble={factors.trouble} onAgain={onAgain} />
          ) : (
            <ul className="flex flex-wrap gap-2">
              {FACTORS.map((factor) => (
                <li key={factor}>
                  <Factor name={t(`factor.${factor}`)} on={factors[factor]} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </Panel>
  );
}

function Factor({ name, on }: { name: string; on: boolean | null }) {
  const t = useTranslations("users");
  const [tone, icon, word] =
    on === null
      ? (["plain", CircleHelp, t("factorUnknown")] as const)
      : on
        ? (["good", Check, t("factorOn")] as const)
        : (["plain", Minus, t("factorOff")] as const);
  return (
    <Badge tone={tone} icon={icon}>
      {t("factorIs", { name, word })}
    </Badge>
  );
}
