import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { getRequestLook } from "@/lib/i18n/request";

export default async function NotFound() {
  const { t } = await getRequestLook();
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col items-start gap-3 px-4 py-12">
      <h1 className="text-2xl font-semibold tracking-tight">{t("app.notFoundTitle")}</h1>
      <p className="text-ink-soft">{t("app.notFoundText")}</p>
      <Link href="/" className={buttonClass("primary")}>
        {t("app.toImport")}
      </Link>
    </div>
  );
}
