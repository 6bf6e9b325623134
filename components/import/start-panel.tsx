"use client";

import { Download, FileSearch, ListChecks, Ship } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "@/components/ui/button";
import { FileButton } from "./file-button";
import { PasteBox } from "./paste-box";

type Props = {
  accept: string;
  /** Offered in the sandbox only: its users are the sandbox's. */
  sample: string | null;
  onFiles: (files: File[]) => void;
  onText: (text: string) => void;
};

const STEPS = [
  { icon: FileSearch, text: "stepRead" },
  { icon: ListChecks, text: "stepCheck" },
  { icon: Ship, text: "stepImport" },
] as const;

/** The empty Import screen: what will happen, and the one thing to do. */
export function StartPanel({ accept, sample, onFiles, onText }: Props) {
  const t = useTranslations("start");

  async function trySample(path: string) {
    const response = await fetch(path);
    if (response.ok) onFiles([new File([await response.blob()], path.slice(1))]);
  }

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-8">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
        <p className="mt-1 max-w-prose text-base text-ink-soft">{t("lead")}</p>
      </div>
      <div className="grid gap-4 md:grid-cols-[3fr_2fr]">
        <section
          aria-label={t("drop")}
          className="flex flex-col items-center justify-center gap-3 rounded-panel border-2 border-dashed border-line-strong bg-surface px-6 py-10 text-center"
        >
          <p className="text-lg font-semibold">{t("drop")}</p>
          <p className="text-ink-soft">{t("or")}</p>
          <FileButton look="primary" label={t("choose")} accept={accept} onFiles={onFiles} />
          <p className="max-w-sm text-ink-soft">{t("formats")}</p>
        </section>
        <section className="flex flex-col rounded-panel border border-line bg-surface px-5 py-4">
          <PasteBox onText={onText} />
        </section>
      </div>
      <ol className="grid gap-4 md:grid-cols-3">
        {STEPS.map(({ icon: Icon, text }, index) => (
          <li key={text} className="flex gap-3">
            <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
            <p>
              <span className="font-semibold">{index + 1}. </span>
              {t(text)}
            </p>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <a href="/template" download="otp-ferry-template.csv" className={buttonClass("plain")}>
          <Download aria-hidden className="size-4" />
          {t("template")}
        </a>
        {sample ? <Button onClick={() => void trySample(sample)}>{t("sample")}</Button> : null}
      </div>
    </div>
  );
}
