"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { ProviderRefusal, ProviderReply, SignInReply } from "@/lib/otp/sign-in-request";
import { CodeForm } from "./code-form";
import { Door } from "./door";
import { PasswordForm } from "./password-form";
import { ProviderButton } from "./provider-button";

export type SignInActions = {
  signIn: (request: { email: string; password: string }) => Promise<SignInReply>;
  enterCode: (request: { kind: "totp" | "backup"; code: string }) => Promise<SignInReply>;
  toProvider: (next: string) => Promise<ProviderReply>;
};

/** Signing in: by password and then, for those who have one, a code; or by the OpenID provider. */
export function SignInView({
  next,
  provider,
  refusal,
  actions,
}: {
  /** Where to go afterwards: a path of this console. */
  next: string;
  /** What the OpenID provider is called, if there is one. */
  provider: string | null;
  refusal: ProviderRefusal | null;
  actions: SignInActions;
}) {
  const t = useTranslations("signIn");
  const [step, setStep] = useState<"password" | "code">("password");
  const [reply, setReply] = useState<SignInReply | null>(null);

  async function take(asked: Promise<SignInReply>) {
    setReply(null);
    const answer = await asked.catch((): SignInReply => ({ state: "failed" }));
    setReply(answer);
    if (answer.state === "code") setStep("code");
    if (answer.state === "again") setStep("password");
    // Not by the router: what was drawn for nobody must not stay.
    if (answer.state === "in") window.location.assign(next);
  }

  const code = step === "code";
  return (
    <Door title={t(code ? "codeTitle" : "title")} lead={code ? t("codeLead") : undefined}>
      <div role="alert" className="empty:hidden">
        {reply && reply.state !== "in" && reply.state !== "code" ? (
          <Notice
            tone={reply.state === "later" ? "warn" : "bad"}
            title={
              reply.state === "later"
                ? t("later", { minutes: reply.minutes })
                : t(`said.${reply.state === "wrong" && code ? "wrongCode" : reply.state}`)
            }
          />
        ) : null}
        {!reply && refusal ? <Notice tone="bad" title={t(`refusal.${refusal}`)} /> : null}
      </div>
      {code ? (
        <CodeForm
          enter={(request) => take(actions.enterCode(request))}
          back={() => {
            setReply(null);
            setStep("password");
          }}
        />
      ) : (
        <>
          <PasswordForm enter={(request) => take(actions.signIn(request))} />
          {provider ? <ProviderButton name={provider} next={next} toProvider={actions.toProvider} /> : null}
          <p className="text-sm text-ink-soft">{t("noAccount")}</p>
        </>
      )}
    </Door>
  );
}
