import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

/** Back to the search. */
export function SearchAgain() {
  const t = useTranslations("users");
  return (
    <Link href="/users" className={buttonClass("primary")}>
      {t("searchAgain")}
    </Link>
  );
}
