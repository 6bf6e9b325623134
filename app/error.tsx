"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { PageFrame } from "@/components/ui/page-frame";

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
    <div role="alert">
      <PageFrame
        title={t("errorTitle")}
        lead={t("errorText", { digest: error.digest ?? "–" })}
        width="narrow"
      >
        <Button look="primary" className="self-start" onClick={reset}>
          {t("tryAgain")}
        </Button>
      </PageFrame>
    </div>
  );
}
