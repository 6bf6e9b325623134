"use client";

import { Plug, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import { useToast } from "@/components/ui/toast";
import type { ConnectionFields, ConnectionReply, ConnectionShare } from "@/lib/otp/connection-fields";
import type { ManagedConnection } from "@/lib/otp/connection-view";
import { ConnectionForm } from "./connection-form";
import { ConnectionPanel } from "./connection-panel";
import type { Report } from "./finding";
import { ShareDialog, type Sharer } from "./share-dialog";

/** What an owner may do; app/ provides it. */
export type ConnectionActions = {
  add: (fields: ConnectionFields) => Promise<ConnectionReply>;
  change: (id: string, fields: ConnectionFields) => Promise<ConnectionReply>;
  share: (id: string, share: ConnectionShare) => Promise<ConnectionReply>;
  remove: (id: string) => Promise<ConnectionReply>;
};

type Props = {
  connections: readonly ManagedConnection[];
  /** Null: this person only uses connections. */
  actions: ConnectionActions | null;
  /** False in the demo, where a key would be anybody's. */
  storable: boolean;
  people: readonly Sharer[];
  test: (id: string) => Promise<Report>;
};

type Asking = { what: "add" } | { what: "change" | "share" | "remove"; connection: ManagedConnection };

export function ConnectionsView({ connections, actions, storable, people, test }: Props) {
  const t = useTranslations("connection");
  const format = useFormatter();
  const router = useRouter();
  const say = useToast();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [removing, startRemoving] = useTransition();

  function done(said: string) {
    setAsking(null);
    say(said);
    router.refresh();
  }

  function sharedWith({ share }: ManagedConnection): string {
    if (!share || share.everyone) return t("usedByAll");
    const names = people.filter(({ id }) => share.people.includes(id)).map(({ name }) => name);
    return names.length === 0
      ? t("usedByOwners")
      : t("usedByPeople", { people: format.list(names), count: names.length });
  }

  const add =
    actions && storable ? (
      <Button look="primary" onClick={() => setAsking({ what: "add" })}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    ) : null;

  return (
    <PageFrame title={t("title")} lead={t("lead")} width="narrow" actions={add}>
      {connections.length === 0 ? (
        <EmptyState icon={Plug} title={t("none")}>
          {t(actions ? "noneOwner" : "noneOther")}
        </EmptyState>
      ) : null}
      {connections.map((connection) => (
        <ConnectionPanel
          // A connection that has been changed is another: what a test has found of it no longer holds.
          key={[connection.id, connection.host, connection.accessKeyId, connection.locked].join(" ")}
          connection={connection}
          sharedWith={actions ? sharedWith(connection) : null}
          test={test}
          first={add === null}
          manage={
            actions && !connection.fixed
              ? {
                  onChange: () => setAsking({ what: "change", connection }),
                  onShare: () => setAsking({ what: "share", connection }),
                  onRemove: () => setAsking({ what: "remove", connection }),
                }
              : null
          }
        />
      ))}
      <p className="text-sm text-ink-soft">{t("secretNote")}</p>
      {actions && !storable ? (
        <Notice tone="info" title={t("demoTitle")}>
          <p className="text-ink-soft">{t("demoText")}</p>
        </Notice>
      ) : null}
      {actions && asking?.what === "add" ? (
        <ConnectionForm
          before={null}
          save={actions.add}
          onSaved={() => done(t("added"))}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {actions && asking?.what === "change" ? (
        <ConnectionForm
          before={asking.connection}
          save={(fields) => actions.change(asking.connection.id, fields)}
          onSaved={() => done(t("changed"))}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {actions && asking?.what === "share" ? (
        <ShareDialog
          name={asking.connection.name}
          share={asking.connection.share ?? { everyone: true, people: [] }}
          people={people}
          save={(share) => actions.share(asking.connection.id, share)}
          onSaved={() => done(t("changed"))}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {actions && asking?.what === "remove" ? (
        <ConfirmDialog
          open
          title={t("removeTitle", { name: asking.connection.name })}
          confirm={t("remove")}
          busy={removing}
          onConfirm={() =>
            startRemoving(async () => {
              const reply = await actions.remove(asking.connection.id).catch(() => null);
              // Gone already is as good.
              if (reply?.ok || reply?.code === "gone") done(t("removed"));
              else say(t("failure.failed"));
            })
          }
          onClose={() => setAsking(null)}
        >
          <p>{t("removeText")}</p>
        </ConfirmDialog>
      ) : null}
    </PageFrame>
  );
}
