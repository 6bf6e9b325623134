import { useTranslations } from "use-intl";
import { quoted } from "@/components/import/reference";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Trouble } from "@/lib/otp/pool-user-view";

/** GenAuth gave no answer: why, what to do, and what to quote. */
export function TroubleNotice({ trouble, onAgain }: { trouble: Trouble; onAgain?: () => void }) {
  const t = useTranslations();
  const reference = quoted(trouble);
  return (
    <Notice tone="bad" role="alert" title={t(`users.trouble.${trouble.code}`)}>
      {reference ? <p className="text-ink-soft">{t("outcome.reference", { reference })}</p> : null}
      {onAgain ? (
        <Button className="mt-2" onClick={onAgain}>
          {t("app.tryAgain")}
        </Button>
      ) : null}
    </Notice>
  );
}
