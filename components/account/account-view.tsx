"use client";

import { useTranslations } from "use-intl";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import type { Role } from "@/lib/otp/role";
import { FactorPanel } from "./factor-panel";
import { PasswordPanel } from "./password-panel";
import type { NewFactor, Proof, Reply } from "./reply";
import { type OwnSession, SessionsPanel } from "./sessions-panel";

export type AccountActions = {
  changePassword: (request: { current: string; next: string }) => Promise<Reply>;
  setUp: (request: Proof) => Promise<Reply<NewFactor>>;
  confirm: (request: { code: string }) => Promise<Reply>;
  turnOff: (request: Proof) => Promise<Reply>;
  newCodes: (request: Proof) => Promise<Reply<string[]>>;
  endSession: (request: { id: string }) => Promise<boolean>;
};

export type Account = {
  name: string;
  email: string;
  role: Role;
  /** Null: the person comes by the OpenID provider, which sees to that. */
  secondFactor: boolean | null;
  /** Nothing else may be done before it is set up. */
  owes: boolean;
  required: boolean;
};

/** One's own account. */
export function AccountView({
  account,
  sessions,
  actions,
}: {
  account: Account;
  sessions: readonly OwnSession[];
  actions: AccountActions;
}) {
  const t = useTranslations();
  const { name, email, role, secondFactor, owes, required } = account;
  return (
    <PageFrame title={t("account.title")} width="narrow">
      {owes ? (
        <Notice tone="warn" role="status" title={t("account.owesTitle")}>
          {t("account.owesText")}
        </Notice>
      ) : null}
      <Facts
        facts={[
          { name: t("account.name"), value: name },
          { name: t("account.email"), value: email },
          { name: t("account.role"), value: `${t(`role.${role}`)} – ${t(`roleText.${role}`)}` },
        ]}
      />
      {secondFactor === null ? (
        <Notice tone="info" title={t("account.byProvider")} />
      ) : (
        <>
          <FactorPanel on={secondFactor} required={required} actions={actions} />
          <PasswordPanel about={[name, email]} change={actions.changePassword} />
        </>
      )}
      <SessionsPanel sessions={sessions} end={actions.endSession} />
    </PageFrame>
  );
}
