"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

/** A bug in the console. The error itself is not shown: nobody knows what it carries. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("app");
  return (
    <div role="alert" className="mx-auto flex w-full max-w-3xl flex-col items-start gap-3 px-4 py-12">
      <h1 className="text-2xl font-semibold tracking-tight">{t("errorTitle")}</h1>
      <p className="text-ink-soft">{t("errorText", { digest: error.digest ?? "–" })}</p>
      <Button look="primary" onClick={reset}>
        {t("tryAgain")}
      </Button>
    </div>
  );
}
