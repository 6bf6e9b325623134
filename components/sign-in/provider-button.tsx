"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Goes to the OpenID provider. */
export function ProviderButton({
  name,
  next,
  toProvider,
}: {
  name: string;
  next: string;
  toProvider: (next: string) => Promise<string | null>;
}) {
  const t = useTranslations("signIn");
  const [state, setState] = useState<"idle" | "going" | "silent">("idle");

  async function go() {
    setState("going");
    const url = await toProvider(next).catch(() => null);
    if (url) window.location.assign(url);
    else setState("silent");
  }

  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      {state === "silent" ? <Notice tone="bad" role="alert" title={t("silent", { name })} /> : null}
      <Button busy={state === "going"} onClick={() => void go()}>
        {t("by", { name })}
      </Button>
    </div>
  );
}
