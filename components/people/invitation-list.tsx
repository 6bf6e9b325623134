"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Role } from "@/lib/otp/role";

/** `expiresAt` in ISO 8601. */
export type Invitation = { id: string; email: string; role: Role; expiresAt: string };

/** Who is invited and has not come yet. */
export function InvitationList({
  invitations,
  withdraw,
}: {
  invitations: readonly Invitation[];
  /** Says itself what came of it. */
  withdraw: (id: string) => Promise<void>;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const [dropping, setDropping] = useState<string | null>(null);

  async function drop(id: string) {
    setDropping(id);
    await withdraw(id);
    setDropping(null);
  }

  return (
    <Panel title={t("people.invited")}>
      <ul className="flex flex-col divide-y divide-line">
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0">
            <div className="min-w-0 grow">
              <p className="font-medium break-all">{email}</p>
              <p className="text-sm text-ink-soft">
                {t("people.until", {
                  role: t(`role.${role}`),
                  date: format.dateTime(new Date(expiresAt), { dateStyle: "medium", timeStyle: "short" }),
                })}
              </p>
            </div>
            <Button
              busy={dropping === id}
              aria-label={t("people.withdrawOf", { email })}
              onClick={() => void drop(id)}
            >
              {t("people.withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
