"use client";

import { Upload } from "lucide-react";
import { useRef } from "react";
import { useCommands } from "@/components/shell/commands";
import { useAnswers } from "@/components/shell/use-answers";
import { Button, type ButtonLook } from "@/components/ui/button";

/** Opens the system's file picker; several files at once. */
export function FileButton({
  label,
  look,
  accept,
  onFiles,
  disabled = false,
}: {
  label: string;
  look: ButtonLook;
  accept: string;
  onFiles: (files: File[]) => void;
  disabled?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const answers = useAnswers();
  useCommands(disabled ? [] : [{ label, run: () => input.current?.click() }]);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        disabled={!answers}
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // So that choosing the same file again is a change again.
          event.target.value = "";
        }}
      />
      <Button look={look} disabled={disabled} onClick={() => input.current?.click()}>
        <Upload aria-hidden className="size-4" />
        {label}
      </Button>
    </>
  );
}
