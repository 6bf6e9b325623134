"use client";

import { useFormatter, useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { UserFound } from "@/lib/otp/pool-user-view";

/** Asks before an OTP that works is replaced, by name. */
export function ConfirmSave({
  asking,
  name,
  found,
  onConfirm,
  onClose,
}: {
  asking: "replace" | "blind" | null;
  name: string;
  found: UserFound;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("users");
  const format = useFormatter();
  const since = found.carried.find(
    ({ outcome }) => outcome.state === "verified" || outcome.state === "accepted",
  );
  return (
    <ConfirmDialog
      open={asking !== null}
      title={asking === "blind" ? t("blindTitle", { name }) : t("replaceTitle", { name })}
      confirm={asking === "blind" ? t("blindDo") : t("replaceDo")}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {asking === "blind" ? (
        <p>{t("blindText", { name })}</p>
      ) : (
        <div className="flex flex-col gap-2">
          <p>
            {since
              ? t("replaceSince", { name, date: format.dateTime(new Date(since.at), { dateStyle: "long" }) })
              : t("replaceUnknown", { name })}
          </p>
          <p>{t("replaceText")}</p>
        </div>
      )}
    </ConfirmDialog>
  );
}
