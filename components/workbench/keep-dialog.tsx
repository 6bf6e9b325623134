"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import type { KeepRule } from "@/lib/sheet/keep-one";
import type { ChangeRequest } from "@/lib/sheet/workbench";
import { ChangeForm } from "./change-form";

type Props = { rule: KeepRule; onApply: (request: ChangeRequest) => void; onClose: () => void };

/** Which rows go when one of each user is to stay. */
export function KeepDialog({ rule, onApply, onClose }: Props) {
  const t = useTranslations();
  const title =
    typeof rule === "string" ? t(`fix.keep_${rule}`) : t("choice.keepNamedTitle", { name: rule.named });
  return (
    <Dialog open onClose={onClose} title={title}>
      <ChangeForm
        request={{ kind: "keep", rule }}
        removes
        secrets={false}
        onApply={onApply}
        onClose={onClose}
      />
    </Dialog>
  );
}
