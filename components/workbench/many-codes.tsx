"use client";

import { type FormEvent, useId } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import type { RowSpan } from "@/lib/sheet/cell-range";
import type { CodesCompared } from "@/lib/sheet/prover";
import { ComparedCodes } from "./compared-codes";
import { useLatest } from "./use-latest";
import { WorkDone } from "./work-done";

type Props = { selected: RowSpan | null; onGoTo: (index: number) => void };

/** A column of codes, with names or without, each compared with its row. */
export function ManyCodes({ selected, onGoTo }: Props) {
  const t = useTranslations();
  const hint = useId();
  const [compared, setCompared] = useLatest<CodesCompared | "moved" | "comparing">();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("codes"));
    setCompared("comparing", getSession().client.sheet.compareCodes(text, selected));
  }
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("proof.list")}</h3>
      <p id={hint} className="text-ink-soft">
        {t("proof.listHint")}
        <b className="block font-medium text-ink">
          {selected
            ? t("proof.aloneSelected", { rows: selected.end - selected.start })
            : t("proof.aloneShown")}
        </b>
      </p>
      <form onSubmit={onSubmit} className="flex flex-col gap-2">
        <textarea
          name="codes"
          rows={4}
          required
          aria-label={t("proof.list")}
          aria-describedby={hint}
          autoComplete="off"
          spellCheck={false}
          onChange={() => setCompared(null)}
          className="w-full resize-y rounded-control border border-line-strong bg-surface px-3 py-2 font-mono text-[0.8125rem]"
        />
        <Button type="submit" className="self-start">
          {t("proof.compare")}
        </Button>
      </form>
      {compared === "comparing" ? <WorkDone /> : null}
      <div role="status">
        {compared === "comparing" ? t("proof.finding") : null}
        {compared === "moved" ? t("grid.moved") : null}
      </div>
      {compared !== null && typeof compared !== "string" ? (
        <ComparedCodes compared={compared} onGoTo={onGoTo} />
      ) : null}
    </section>
  );
}
