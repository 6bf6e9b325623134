"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Dialog } from "./dialog";

/** Asks before what cannot be taken back. The way out comes first, so that Enter never does it by mistake. */
export function ConfirmDialog({
  open,
  title,
  confirm,
  busy = false,
  onConfirm,
  onClose,
  children,
}: {
  open: boolean;
  title: ReactNode;
  /** On the button that does it: the verb, never “Yes”. */
  confirm: ReactNode;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** What will be gone, and what stays. */
  children: ReactNode;
}) {
  const t = useTranslations("app");
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <div className="flex flex-col gap-4">
        <div>{children}</div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
