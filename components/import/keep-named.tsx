"use client";

import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Keeps the record on the device of a name, or of a part of it. The names that there are come as suggestions. */
export function KeepNamed({
  names,
  keep,
}: {
  names: () => Promise<string[]>;
  keep: (named: string) => void;
}) {
  const t = useTranslations("choice");
  const [suggestions, setSuggestions] = useState<readonly string[]>([]);
  const { register, handleSubmit, watch } = useForm({ defaultValues: { named: "" } });
  const id = useId();
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={handleSubmit(({ named }) => {
        if (named.trim() !== "") keep(named.trim());
      })}
    >
      <Input
        aria-label={t("deviceName")}
        placeholder={t("deviceName")}
        title={t("keepNamedHint")}
        list={id}
        autoComplete="off"
        className="w-60"
        onFocus={() => void names().then(setSuggestions)}
        {...register("named")}
      />
      <datalist id={id}>
        {suggestions.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button type="submit" disabled={watch("named").trim() === ""}>
        {t("keepNamed")}
      </Button>
    </form>
  );
}
