"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { loadSample, SAMPLES } from "./samples";

/** Files to try the console with, each with what it shows: items of a list. */
export function SampleList({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations("start");
  const [failed, setFailed] = useState(false);

  async function open(files: readonly string[]) {
    setFailed(false);
    const loaded = await loadSample(files).catch(() => null);
    if (loaded) onFiles(loaded);
    else setFailed(true);
  }

  return (
    <>
      {SAMPLES.map(({ id, files }) => (
        <li
          key={id}
          className="flex flex-col items-start gap-2 rounded-panel border border-line bg-surface p-4"
        >
          <Button className="w-full !whitespace-normal" onClick={() => void open(files)}>
            {t(`samples.${id}.name`)}
          </Button>
          <p className="text-sm text-ink-soft">{t(`samples.${id}.text`)}</p>
        </li>
      ))}
      {failed ? (
        <li role="alert" className="text-bad sm:col-span-2">
          {t("sampleFailed")}
        </li>
      ) : null}
    </>
  );
}
