"use client";

import { type FormEvent, type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { SourceView } from "@/lib/sheet/state";

type Props = {
  sources: readonly SourceView[];
  /** The source of the row under the cursor. */
  current: number | null;
  input: RefObject<HTMLInputElement | null>;
  onGo: (source: number, line: number) => void;
  onLeave: () => void;
};

/** To a line of a file by its number; the file is asked for only where there are several. */
export function GoToLine({ sources, current, input, onGo, onLeave }: Props) {
  const t = useTranslations();
  const [chosen, setChosen] = useState<number | null>(null);
  const several = sources.filter(({ rows }) => rows > 0);
  const source = several.find(({ index }) => index === (chosen ?? current)) ?? several[0];

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const line = Number(input.current?.value);
    if (source && Number.isInteger(line) && line > 0) onGo(source.index, line);
  }

  return (
    <form
      className="flex max-w-full flex-wrap items-center gap-1.5"
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        if (event.key === "Escape") onLeave();
      }}
    >
      <label className="flex items-center gap-1.5">
        <span className="text-ink-soft">{t("grid.line")}</span>
        <input
          ref={input}
          type="text"
          inputMode="numeric"
          pattern="[0-9]+"
          required
          autoComplete="off"
          className="min-h-7 w-24 rounded-control border border-line-strong bg-surface px-2"
        />
      </label>
      {several.length > 1 ? (
        <Select
          aria-label={t("grid.lineSource")}
          className="min-h-7 w-40 py-0"
          value={source?.index}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {several.map(({ index, name }) => (
            <option key={index} value={index}>
              {name || t("sources.pasted")}
            </option>
          ))}
        </Select>
      ) : null}
      <Button type="submit" className="min-h-7 py-0">
        {t("grid.go")}
      </Button>
    </form>
  );
}
