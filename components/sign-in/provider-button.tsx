"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ProviderReply } from "@/lib/otp/sign-in-request";

/** Goes to the OpenID provider. */
export function ProviderButton({
  name,
  next,
  toProvider,
}: {
  name: string;
  next: string;
  toProvider: (next: string) => Promise<ProviderReply>;
}) {
  const t = useTranslations("signIn");
  const [going, setGoing] = useState(false);
  const [reply, setReply] = useState<ProviderReply | null>(null);

  async function go() {
    setGoing(true);
    const answer = await toProvider(next).catch((): ProviderReply => ({ state: "silent" }));
    setReply(answer);
    if (answer.state === "to") window.location.assign(answer.url);
    else setGoing(false);
  }

  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      {reply?.state === "silent" ? <Notice tone="bad" role="alert" title={t("silent", { name })} /> : null}
      {reply?.state === "later" ? (
        <Notice tone="warn" role="alert" title={t("later", { minutes: reply.minutes })} />
      ) : null}
      <Button busy={going} onClick={() => void go()}>
        {t("by", { name })}
      </Button>
    </div>
  );
}
