import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageFrame } from "@/components/ui/page-frame";
import { getRequestLook } from "@/lib/i18n/request";

export default async function NotFound() {
  const { t } = await getRequestLook();
  return (
    <PageFrame title={t("app.notFoundTitle")} lead={t("app.notFoundText")} width="narrow">
      <Link href="/" className={`self-start ${buttonClass("primary")}`}>
        {t("app.toImport")}
      </Link>
    </PageFrame>
  );
}
