"use client";

import { Camera, Eye, EyeOff, KeyRound } from "lucide-react";
import { type ClipboardEvent, type ReactNode, useId, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { FileButton } from "@/components/import/file-button";
import { Button } from "@/components/ui/button";
import { CONTROL } from "@/components/ui/control";
import { SelectField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { NEW_RECOVERY_BYTES, newRecoveryCode } from "@/lib/otp/new-otp";
import { SECRET_ENCODINGS, type SecretEncoding } from "@/lib/otp/record";
import { CameraDialog } from "./camera";
import type { FixValues } from "./fix-values";
import { MaskedField } from "./masked-field";
import { useShown } from "./use-shown";

type Props = {
  /** Whose page it is. */
  userId: string;
  form: UseFormReturn<FixValues>;
  /** Encodings in which what was typed can be read, where there is more than one. */
  encodings: readonly SecretEncoding[];
  /** A secret that was not typed stands in place of the box. */
  picked: ReactNode;
  /** Records to pick from, or what stands in the way of them. */
  records: ReactNode;
  onFiles: (files: File[]) => void;
  onQrText: (text: string) => void;
  onNew: () => void;
  /** What there is to say about the secret. */
  issues: ReactNode;
};

/** The secret to save: typed, pasted, from a file, a QR code, the camera, or made anew; and the recovery code. */
export function FixPanel(props: Props) {
  const { userId, form, encodings, picked, records, onFiles, onQrText, onNew, issues } = props;
  const t = useTranslations();
  const id = useId();
  const [camera, setCamera] = useState(false);
  const [shown, show] = useShown(userId);

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  }

  return (
    <Panel title={t("users.fixTitle")}>
      <div className="flex flex-col gap-4" onPaste={onPaste}>
        {picked}
        {records}
        {picked || records ? null : (
          <>
            <div className="flex flex-col gap-1">
              <div className="flex items-end justify-between gap-2">
                <label htmlFor={id} className="text-sm font-medium text-ink-soft">
                  {t("users.secretBox")}
                </label>
                <Button look="quiet" aria-pressed={shown} onClick={show}>
                  {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
                  {t(shown ? "users.hideTyped" : "users.showTyped")}
                </Button>
              </div>
              <textarea
                id={id}
                rows={2}
                aria-describedby={`${id}-hint`}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                className={`${CONTROL} w-full resize-y font-mono ${shown ? "" : "[-webkit-text-security:disc]"}`}
                {...form.register("text")}
              />
              <p id={`${id}-hint`} className="text-sm text-ink-soft">
                {t("users.secretHint")}
              </p>
            </div>
            {encodings.length > 0 || form.watch("encoding") !== "" ? (
              <SelectField
                label={t("users.encoding")}
                hint={encodings.length > 0 ? t("users.encodingHint") : undefined}
                {...form.register("encoding")}
              >
                <option value="">{t("users.encodingAuto")}</option>
                {SECRET_ENCODINGS.map((encoding) => (
                  <option key={encoding} value={encoding}>
                    {t(`encoding.${encoding}`)}
                  </option>
                ))}
              </SelectField>
            ) : null}
            <div className="flex flex-wrap gap-2">
              <FileButton label={t("users.file")} look="plain" accept="" onFiles={onFiles} />
              <Button onClick={() => setCamera(true)}>
                <Camera aria-hidden className="size-4" />
                {t("users.useCamera")}
              </Button>
              <Button onClick={onNew}>
                <KeyRound aria-hidden className="size-4" />
                {t("users.makeNew")}
              </Button>
            </div>
          </>
        )}
        <div className="flex flex-wrap items-end gap-2">
          <MaskedField
            label={t("users.recovery")}
            hint={t("users.recoveryHint")}
            userId={userId}
            className="grow"
            {...form.register("recoveryCode")}
          />
          <Button
            className="mb-6"
            onClick={() => {
              const random = crypto.getRandomValues(new Uint8Array(NEW_RECOVERY_BYTES));
              form.setValue("recoveryCode", newRecoveryCode(random), { shouldDirty: true });
            }}
          >
            {t("users.newRecovery")}
          </Button>
        </div>
        {issues}
      </div>
      {camera ? (
        <CameraDialog
          onText={(text) => {
            setCamera(false);
            onQrText(text);
          }}
          onClose={() => setCamera(false)}
        />
      ) : null}
    </Panel>
  );
}
