import { CircleCheck, CircleHelp, CirclePause } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { USER_STATUSES, type UserStatus } from "@/lib/otp/pool-user-view";

/** A status that GenAuth documents; null for any other. */
export function knownStatus(status: string | null): UserStatus | null {
  return USER_STATUSES.find((known) => known === status) ?? null;
}

/** Whether a user may sign in. */
export function UserStatusBadge({ status }: { status: string | null }) {
  const t = useTranslations("users");
  const known = knownStatus(status);
  if (!known) {
    return (
      <Badge tone="plain" icon={CircleHelp}>
        {status ?? t("statusUnknown")}
      </Badge>
    );
  }
  return (
    <Badge
      tone={known === "Activated" ? "good" : "warn"}
      icon={known === "Activated" ? CircleCheck : CirclePause}
    >
      {t(`status.${known}`)}
    </Badge>
  );
}
