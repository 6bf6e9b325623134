"use client";

import { UserSearch } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { FinderState, Findings } from "@/lib/sheet/finder";
import { CheckLine } from "./check-line";

type Props = {
  finder: FinderState;
  inactive: number;
  onCheck: () => void;
  onStop: () => void;
};

/** What GenAuth says of the users themselves: who is there, who is active, who has an OTP. It never pretends to know. */
export function PoolCheck({ finder, inactive, onCheck, onStop }: Props) {
  const t = useTranslations();
  if (finder.phase === "searching") {
    return (
      <CheckLine tone="info" action={<Button onClick={onStop}>{t("find.stop")}</Button>}>
        {t("find.searching", { asked: finder.asked, total: finder.total })}
      </CheckLine>
    );
  }
  const check = (
    <Button onClick={onCheck}>
      <UserSearch aria-hidden className="size-4" />
      {t("review.check")}
    </Button>
  );
  if (finder.phase !== "done" || finder.scope !== "ready") {
    return (
      <CheckLine tone="info" action={check}>
        {t("review.unchecked")}
      </CheckLine>
    );
  }
  const { users, enrolments } = finder;
  return (
    <>
      <CheckLine
        tone={isSound(users) && inactive === 0 ? "good" : "warn"}
        action={isSound(users) ? null : check}
      >
        {users.halt === "permission"
          ? t("review.usersDenied")
          : users.halt
            ? t(`halt.${users.halt}`)
            : users.lost
              ? t("find.lost")
              : users.unanswered > 0
                ? t("find.unanswered", { names: users.unanswered })
                : inactive > 0
                  ? t("review.usersInactive", { inactive })
                  : t("review.usersActive")}
      </CheckLine>
      {enrolments ? (
        <CheckLine tone={isSound(enrolments) ? "good" : "warn"} action={isSound(enrolments) ? null : check}>
          {enrolments.halt === "permission"
            ? t("review.enrolmentsDenied")
            : enrolments.halt
              ? t(`halt.${enrolments.halt}`)
              : enrolments.lost
                ? t("find.lost")
                : enrolments.unanswered > 0
                  ? t("find.unanswered", { names: enrolments.unanswered })
                  : t("review.enrolmentsChecked")}
        </CheckLine>
      ) : null}
    </>
  );
}

function isSound({ unanswered, halt, lost }: Findings): boolean {
  return unanswered === 0 && halt === null && !lost;
}
