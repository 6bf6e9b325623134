"use client";

import { Download, FileSearch, FolderInput, ListChecks, Ship } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button";
import { FileButton } from "./file-button";
import { formatName } from "./format-name";
import { PasteBox } from "./paste-box";
import { SampleList } from "./sample-list";

type Props = {
  accept: string;
  /** The ids of all formats that are recognised. */
  formats: readonly string[];
  /** Samples are offered in the sandbox only: their users are the sandbox's. */
  samples: boolean;
  onFiles: (files: File[]) => void;
  onText: (text: string) => void;
};

const STEPS = [
  { icon: FileSearch, text: "stepRead" },
  { icon: ListChecks, text: "stepCheck" },
  { icon: Ship, text: "stepImport" },
] as const;

/** The empty Import screen: what will happen in three lines, the one thing to do, and what to do without a file. */
export function StartPanel({ accept, formats, samples, onFiles, onText }: Props) {
  const t = useTranslations("start");
  const words = useTranslations();
  const names = formats.map((id) => formatName(words, id)).sort();
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-6 sm:py-8">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{t("title")}</h1>
        <p className="mt-1 max-w-prose text-base text-ink-soft">{t("lead")}</p>
      </div>
      <ol className="grid gap-x-6 gap-y-3 md:grid-cols-3">
        {STEPS.map(({ icon: Icon, text }, index) => (
          <li key={text} className="flex gap-3">
            <span className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-wash text-accent">
              <Icon aria-hidden className="size-5" />
            </span>
            <p>
              <span className="font-semibold">{index + 1}. </span>
              {t(text)}
            </p>
          </li>
        ))}
      </ol>
      <div className="grid gap-4 md:grid-cols-[3fr_2fr]">
        <section
          aria-label={t("drop")}
          className="flex flex-col items-center justify-center gap-3 rounded-panel border-2 border-dashed border-line-strong bg-surface px-6 py-10 text-center hover:border-accent"
        >
          <FolderInput aria-hidden className="size-9 text-accent" strokeWidth={1.5} />
          <p className="text-lg font-semibold">{t("drop")}</p>
          <FileButton look="primary" label={t("choose")} accept={accept} onFiles={onFiles} />
          <p className="max-w-md text-ink-soft">{t("formatsHint")}</p>
        </section>
        <section className="flex flex-col rounded-panel border border-line bg-surface px-5 py-4">
          <PasteBox onText={onText} />
        </section>
      </div>
      <details className="rounded-panel border border-line bg-surface px-5 py-3">
        <summary className="min-h-6 font-medium text-accent">{t("formats", { count: names.length })}</summary>
        <ul className="mt-3 columns-1 gap-x-8 text-sm text-ink-soft sm:columns-2 lg:columns-3">
          {names.map((name) => (
            <li key={name} className="break-inside-avoid py-0.5">
              {name}
            </li>
          ))}
        </ul>
      </details>
      <section aria-labelledby="no-file" className="flex flex-col gap-3">
        <h2 id="no-file" className="font-semibold">
          {t("noFile")}
        </h2>
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          {samples ? <SampleList onFiles={onFiles} /> : null}
          <li className="flex flex-col items-start gap-2 rounded-panel border border-line bg-surface p-4">
            <a
              href="/template"
              download="otp-ferry-template.csv"
              className={`${buttonClass()} w-full !whitespace-normal`}
            >
              <Download aria-hidden className="size-4 shrink-0" />
              {t("template")}
            </a>
            <p className="text-sm text-ink-soft">{t("templateText")}</p>
          </li>
        </ul>
      </section>
    </div>
  );
}
