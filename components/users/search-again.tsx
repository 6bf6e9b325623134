import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button";

/** Back to the search. */
export function SearchAgain() {
  const t = useTranslations("users");
  return (
    <Link href="/users" className={buttonClass("primary")}>
      {t("searchAgain")}
    </Link>
  );
}
