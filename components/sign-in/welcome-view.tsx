"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { FactorSetup } from "@/components/account/factor-setup";
import type { NewFactor, Proof, Reply } from "@/components/account/reply";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PasswordProblem } from "@/lib/otp/password";
import type { Role } from "@/lib/otp/role";
import { Door } from "./door";
import { JoinForm, type Newcomer } from "./join-form";

type Invitation = { email: string | null; role: Role };
type JoinReply = { ok: true } | { ok: false; code: "malformed" | "void" | "taken" | PasswordProblem };

export type WelcomeActions = {
  lookAtInvitation: (request: { token: string }) => Promise<Invitation | null>;
  join: (request: Newcomer & { token: string }) => Promise<JoinReply>;
  setUp: (request: Proof) => Promise<Reply<NewFactor>>;
  confirm: (request: { code: string }) => Promise<Reply>;
};

type Step =
  | { is: "looking" | "void" | "failed" }
  | { is: "join"; token: string; invitation: Invitation }
  | { is: "offer"; password: string }
  | { is: "factor"; factor: NewFactor };

/** Where a link of an invitation leads: become a person, and then set up a second factor. */
export function WelcomeView({ actions, required }: { actions: WelcomeActions; required: boolean }) {
  const t = useTranslations();
  const [step, setStep] = useState<Step>({ is: "looking" });
  const [busy, setBusy] = useState(false);
  const { lookAtInvitation } = actions;

  const looked = useRef(false);
  useEffect(() => {
    // Once: the page is drawn anew when its session begins.
    if (looked.current) return;
    looked.current = true;
    // Behind the #, it has reached no server's log and no Referer.
    const token = window.location.hash.slice(1);
    lookAtInvitation({ token }).then(
      (invitation) => setStep(invitation ? { is: "join", token, invitation } : { is: "void" }),
      () => setStep({ is: "failed" }),
    );
  }, [lookAtInvitation]);

  const enter = () => window.location.assign("/");

  async function begin(password: string) {
    setBusy(true);
    const reply = await actions.setUp({ password, code: "" }).catch(() => null);
    setBusy(false);
    setStep(reply?.ok ? { is: "factor", factor: reply.data } : { is: "failed" });
  }

  if (step.is === "join") {
    const { token, invitation } = step;
    return (
      <Door
        title={t(invitation.email === null ? "welcome.firstTitle" : "welcome.title")}
        lead={t(invitation.email === null ? "welcome.firstLead" : "welcome.lead", {
          role: t(`role.${invitation.role}`),
        })}
      >
        <JoinForm
          email={invitation.email}
          join={async (fields) => {
            const reply = await actions.join({ ...fields, token }).catch(() => null);
            if (reply?.ok) setStep({ is: "offer", password: fields.password });
            else if (reply?.code === "void") setStep({ is: "void" });
            else return reply?.code === "malformed" || !reply ? "failed" : reply.code;
            return null;
          }}
        />
      </Door>
    );
  }
  if (step.is === "offer")
    return (
      <Door
        title={t("welcome.offerTitle")}
        lead={t(required ? "welcome.offerRequired" : "welcome.offerLead")}
      >
        <div className="flex flex-wrap gap-2">
          <Button look="primary" busy={busy} onClick={() => void begin(step.password)}>
            {t("welcome.offerYes")}
          </Button>
          {required ? null : <Button onClick={enter}>{t("welcome.offerLater")}</Button>}
        </div>
      </Door>
    );
  if (step.is === "factor")
    return (
      <Door title={t("welcome.factorTitle")}>
        <FactorSetup factor={step.factor} confirm={actions.confirm} done={enter} />
      </Door>
    );
  return (
    <Door title={t("welcome.title")}>
      {step.is === "looking" ? (
        <p role="status">{t("welcome.looking")}</p>
      ) : (
        <Notice tone="bad" role="alert" title={t(`welcome.${step.is}Title`)}>
          {t(`welcome.${step.is}Text`)}
        </Notice>
      )}
    </Door>
  );
}
