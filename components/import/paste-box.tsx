"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

/** Records as text. The field is emptied once they are read: they are secrets. */
export function PasteBox({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("start");
  const [text, setText] = useState("");
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onText(text);
        setText("");
      }}
    >
      <label className="font-semibold" htmlFor="paste">
        {t("paste")}
      </label>
      <textarea
        id="paste"
        rows={5}
        autoComplete="off"
        spellCheck={false}
        placeholder={t("pasteHint")}
        className="min-h-24 w-full grow resize-y rounded-control border border-line-strong bg-surface px-3 py-2 font-mono text-[0.8125rem] placeholder:font-sans placeholder:text-ink-soft"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" className="self-start" disabled={text.trim() === ""}>
        {t("pasteRead")}
      </Button>
    </form>
  );
}
