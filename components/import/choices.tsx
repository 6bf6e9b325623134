"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import type { CheckChoices } from "@/lib/otp/check";
import type { KeepRule } from "@/lib/sheet/keep-one";
import type { SheetNews } from "@/lib/sheet/state";
import { KeepNamed } from "./keep-named";

/** Decisions that hold for all rows. Each shows only where the rows at hand ask for it. */
export function Choices({
  state,
  locked,
  choose,
  onKeep,
  deviceNames,
}: {
  state: SheetNews;
  locked: boolean;
  choose: (choices: CheckChoices) => void;
  /** One row of every user with several is to stay. */
  onKeep: (rule: KeepRule) => void;
  deviceNames: () => Promise<string[]>;
}) {
  const t = useTranslations("choice");
  const { choices } = state;
  const occurs = new Set(state.issues.map(({ code }) => code));
  const short = occurs.has("secret_short") || occurs.has("secret_short_accepted");
  const several = occurs.has("recovery_first_taken") || occurs.has("recovery_none_taken");
  const twice = state.issues.find(({ code }) => code === "user_duplicate")?.rows ?? 0;
  if (!short && !several && twice === 0) return null;
  return (
    <fieldset disabled={locked} className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <legend className="sr-only">{t("title")}</legend>
      {short ? (
        <Checkbox
          label={t("acceptShort")}
          checked={choices.acceptShortSecrets}
          onChange={(event) => choose({ ...choices, acceptShortSecrets: event.target.checked })}
        />
      ) : null}
      {several ? (
        <label className="flex items-center gap-2">
          {t("severalCodes")}
          <Select
            value={choices.severalRecoveryCodes}
            onChange={(event) =>
              choose({ ...choices, severalRecoveryCodes: event.target.value === "none" ? "none" : "first" })
            }
          >
            <option value="first">{t("first")}</option>
            <option value="none">{t("none")}</option>
          </Select>
        </label>
      ) : null}
      {twice > 0 ? (
        <div className="flex flex-wrap items-center gap-2">
          {t("severalRecords", { rows: twice })}
          <Button onClick={() => onKeep("first")}>{t("keepFirst")}</Button>
          <Button onClick={() => onKeep("newest")}>{t("keepNewest")}</Button>
          <KeepNamed names={deviceNames} keep={(named) => onKeep({ named })} />
        </div>
      ) : null}
    </fieldset>
  );
}
