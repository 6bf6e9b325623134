"use client";

import { ShieldCheck, ShieldOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { AccountActions } from "./account-view";
import { BackupCodes } from "./backup-codes";
import { FactorSetup } from "./factor-setup";
import { PasswordAsk } from "./password-ask";
import type { NewFactor, Proof } from "./reply";

type Step =
  | { is: "rest" }
  | { is: "ask"; what: "setUp" | "replace" | "turnOff" | "newCodes" }
  | { is: "factor"; factor: NewFactor }
  | { is: "codes"; codes: string[] };

/** The second factor of one's own account. */
export function FactorPanel({
  on,
  required,
  actions,
}: {
  on: boolean;
  required: boolean;
  actions: AccountActions;
}) {
  const t = useTranslations("account");
  const router = useRouter();
  const [step, setStep] = useState<Step>({ is: "rest" });
  const rest = () => setStep({ is: "rest" });

  async function does(what: (Step & { is: "ask" })["what"], proof: Proof) {
    if (what === "turnOff") {
      const reply = await actions.turnOff(proof);
      if (reply.ok) {
        rest();
        router.refresh();
      }
      return reply;
    }
    if (what === "newCodes") {
      const reply = await actions.newCodes(proof);
      if (reply.ok) setStep({ is: "codes", codes: reply.data });
      return reply;
    }
    const reply = await actions.setUp(proof);
    if (reply.ok) setStep({ is: "factor", factor: reply.data });
    return reply;
  }

  return (
    <Panel title={t("factor")}>
      <div className="flex flex-col items-start gap-4">
        <div className="flex flex-wrap items-center gap-3">
          <Badge tone={on ? "good" : "warn"} icon={on ? ShieldCheck : ShieldOff}>
            {t(on ? "factorOn" : "factorOff")}
          </Badge>
          <p className="text-ink-soft">{t(on ? "factorOnText" : "factorOffText")}</p>
        </div>
        {step.is === "rest" ? (
          <div className="flex flex-wrap gap-2">
            {on ? (
              <>
                <Button onClick={() => setStep({ is: "ask", what: "newCodes" })}>{t("newCodes")}</Button>
                <Button onClick={() => setStep({ is: "ask", what: "replace" })}>{t("replace")}</Button>
                {required ? null : (
                  <Button onClick={() => setStep({ is: "ask", what: "turnOff" })}>{t("turnOff")}</Button>
                )}
              </>
            ) : (
              <Button look="primary" onClick={() => setStep({ is: "ask", what: "setUp" })}>
                {t("setUp")}
              </Button>
            )}
          </div>
        ) : null}
        {step.is === "ask" ? (
          <PasswordAsk
            key={step.what}
            why={t(`ask.${step.what}`)}
            submit={t(step.what)}
            withCode={on}
            ask={(proof) => does(step.what, proof)}
            cancel={rest}
          />
        ) : null}
        {step.is === "factor" ? (
          <FactorSetup factor={step.factor} confirm={actions.confirm} done={rest} />
        ) : null}
        {step.is === "codes" ? <BackupCodes codes={step.codes} done={rest} /> : null}
      </div>
    </Panel>
  );
}
