"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import type { PersonView } from "@/lib/otp/person-view";
import type { Role } from "@/lib/otp/role";
import { type Invitation, InvitationList } from "./invitation-list";
import { InvitePanel, type InviteReply } from "./invite-panel";
import { PeopleList } from "./people-list";

export type PeopleReply = "done" | "gone" | "last_owner" | "malformed";

export type PeopleActions = {
  invite: (request: { email: string; role: Role }) => Promise<InviteReply>;
  withdraw: (request: { id: string }) => Promise<boolean>;
  giveRole: (request: { id: string; role: Role }) => Promise<PeopleReply>;
  disable: (request: { id: string; disabled: boolean }) => Promise<PeopleReply>;
  remove: (request: { id: string }) => Promise<PeopleReply>;
  endSessionsOf: (request: { id: string }) => Promise<PeopleReply>;
  resetFactor: (request: { id: string }) => Promise<PeopleReply>;
};

/** Everybody who may sign in, what they may do, and who is still to come. */
export function PeopleView({
  self,
  demo,
  people,
  invitations,
  actions,
}: {
  /** The id of who looks at it. */
  self: string;
  /** Nobody signs in to this console. */
  demo: boolean;
  people: readonly PersonView[];
  invitations: readonly Invitation[];
  actions: PeopleActions;
}) {
  const t = useTranslations("people");
  const router = useRouter();
  const [said, setSaid] = useState<Exclude<PeopleReply, "done"> | "invited_gone" | "failed" | null>(null);

  async function change(asked: Promise<PeopleReply | "invited_gone">): Promise<void> {
    const reply = await asked.catch(() => "failed" as const);
    setSaid(reply === "done" ? null : reply);
    router.refresh();
  }

  if (demo)
    return (
      <PageFrame title={t("title")} lead={t("lead")}>
        <Notice tone="info" title={t("demoTitle")}>
          <p>{t("demoText")}</p>
          <pre className="mt-2 font-mono break-words whitespace-pre-wrap">
            FERRY_SIGN_IN=required FERRY_SECRET=… npm start
          </pre>
        </Notice>
      </PageFrame>
    );
  return (
    <PageFrame title={t("title")} lead={t("lead")}>
      <div role="alert" className="empty:hidden">
        {said ? <Notice tone="bad" title={t(`said.${said}`)} /> : null}
      </div>
      <PeopleList self={self} people={people} actions={actions} change={change} />
      <InvitePanel invite={actions.invite} />
      {invitations.length > 0 ? (
        <InvitationList
          invitations={invitations}
          withdraw={(id) => change(actions.withdraw({ id }).then((was) => (was ? "done" : "invited_gone")))}
        />
      ) : null}
    </PageFrame>
  );
}
