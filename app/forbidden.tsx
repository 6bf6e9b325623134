import { homeOf } from "@/components/shell/screens";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageFrame } from "@/components/ui/page-frame";
import { currentPerson } from "@/lib/auth/person";
import { getRequestLook } from "@/lib/i18n/request";

/** For somebody who is signed in, on a page that is not for their role. */
export default async function Forbidden() {
  const { t } = await getRequestLook();
  const person = await currentPerson();
  return (
    <PageFrame
      title={t("app.forbiddenTitle")}
      lead={person ? t("app.forbiddenText", { role: t(`role.${person.role}`) }) : undefined}
      width="narrow"
    >
      <Link
        href={person ? homeOf(person.role) : "/sign-in"}
        className={`${buttonClass("primary")} self-start`}
      >
        {t("app.toStart")}
      </Link>
    </PageFrame>
  );
}
