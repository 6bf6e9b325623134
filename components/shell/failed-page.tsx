"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { PageFrame } from "@/components/ui/page-frame";

/** A bug in the console, or its database does not answer. The error itself is not shown: nobody knows what it carries. */
export function FailedPage({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const t = useTranslations("app");
  const { digest } = error as { digest?: string };
  return (
    <div role="alert">
      <PageFrame title={t("errorTitle")} lead={t("errorText", { digest: digest ?? "–" })} width="narrow">
        <Button look="primary" className="self-start" onClick={onAgain}>
          {t("tryAgain")}
        </Button>
      </PageFrame>
    </div>
  );
}
