"use client";

import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { FixValues } from "./fix-values";

/** The card of a secret that was made here, and what it calls the service. */
export function NewSecret({
  form,
  done,
  card,
  onDrop,
}: {
  form: UseFormReturn<FixValues>;
  /** It is saved: it only waits to be scanned or printed. */
  done: boolean;
  card: ReactNode;
  onDrop: () => void;
}) {
  const t = useTranslations("users");
  return (
    <div className="flex flex-col gap-3">
      {card}
      <div className="flex flex-wrap items-end gap-3">
        {done ? null : (
          <TextField
            label={t("issuer")}
            hint={t("issuerHint")}
            autoComplete="off"
            {...form.register("issuer")}
          />
        )}
        <Button className={done ? "" : "mb-6"} onClick={onDrop}>
          {t(done ? "cardDone" : "otherWay")}
        </Button>
      </div>
    </div>
  );
}
