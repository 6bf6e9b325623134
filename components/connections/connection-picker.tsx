"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import type { ConnectionView } from "@/lib/otp/connection-view";
import { changeObstacle, holdConnection, leavePool } from "./tab-connection";

type Props = {
  connections: readonly ConnectionView[];
  /** Null: none of them yet. */
  current: string | null;
  /** Keeps the choice for the next visit. */
  remember: (id: string) => Promise<void>;
};

/** Puts this tab on another connection; asks first when rows are loaded, whose users are another pool's. */
export function ConnectionPicker({ connections, current, remember }: Props) {
  const t = useTranslations("connection");
  const router = useRouter();
  const path = usePathname();
  const say = useToast();
  const [asking, setAsking] = useState<{ to: ConnectionView; sent: boolean } | null>(null);

  function change(to: ConnectionView) {
    setAsking(null);
    leavePool();
    holdConnection(to.id);
    // The next visit may start elsewhere; this one goes on.
    void remember(to.id).catch(() => undefined);
    // A user of one pool is not there in another.
    const screen = path.startsWith("/users/") ? "/users" : path;
    router.replace(`${screen}?connection=${encodeURIComponent(to.id)}`);
  }

  function choose(id: string) {
    const to = connections.find((one) => one.id === id);
    if (!to || to.id === current) return;
    const obstacle = changeObstacle();
    if (obstacle === null) change(to);
    else if (obstacle === "busy") say(t("busy"));
    else setAsking({ to, sent: obstacle === "sent" });
  }

  return (
    <>
      <Select aria-label={t("choose")} value={current ?? ""} onChange={(event) => choose(event.target.value)}>
        {current === null ? <option value="">{t("choose")}</option> : null}
        {connections.map(({ id, name, host }) => (
          <option key={id} value={id}>
            {name} · {new URL(host).host}
          </option>
        ))}
      </Select>
      {asking ? (
        <ConfirmDialog
          open
          title={t("switchTitle", { name: asking.to.name })}
          confirm={t(asking.sent ? "switchAfresh" : "switch")}
          onConfirm={() => change(asking.to)}
          onClose={() => setAsking(null)}
        >
          <p className="mb-2 font-mono break-all">{asking.to.host}</p>
          <p>{t(asking.sent ? "switchRan" : "switchText")}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
