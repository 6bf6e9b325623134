"use client";

import { Ship } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { DEFAULT_OPTIONS, type RunOptions } from "@/lib/otp/run-view";
import type { PoolState, PoolTarget } from "@/lib/sheet/actions";
import type { FinderState } from "@/lib/sheet/finder";
import type { RunScope } from "@/lib/sheet/run-desk";
import type { SheetNews } from "@/lib/sheet/state";
import { CheckLine } from "./check-line";
import { estimate } from "./estimate";
import { ExistingChoice } from "./existing-choice";
import { PoolCheck } from "./pool-check";
import { ReviewCounts } from "./review-counts";
import { RunOptionsFields } from "./run-options";

/** Replacing more OTPs than this asks for their number. */
const MOST_UNASKED = 10;

type Props = {
  scope: RunScope;
  target: PoolTarget;
  state: SheetNews;
  /** Rows that would go, and of those the ones whose users are known to have an OTP. */
  rows: number;
  enrolled: number;
  finder: FinderState;
  /** Null while it is asked. */
  pool: PoolState | null;
  onCheck: () => void;
  onStopCheck: () => void;
  onAcceptInactive: (accept: boolean) => void;
  onImport: (options: RunOptions) => void;
  onClose: () => void;
};

/** What an import will do, and what is known of those to whom it will happen. Nothing is sent until it is confirmed. */
export function ReviewDialog(props: Props) {
  const { scope, target, state, rows, enrolled, finder, pool, onCheck, onStopCheck, onAcceptInactive } =
    props;
  const t = useTranslations();
  const [options, setOptions] = useState<RunOptions>({
    ...DEFAULT_OPTIONS,
    ...(scope === "kept" && { before: "replace" }),
    ...(scope === "unchecked" && { before: "blind" }),
  });
  const { before } = options;
  const [typed, setTyped] = useState("");
  const numberId = useId();
  const known =
    finder.phase === "done" && finder.enrolments?.unanswered === 0 && finder.enrolments.halt === null;
  // Who may have an OTP that goes. Unless all have been asked, that is everybody.
  const atStake = before === "keep" ? 0 : scope === "ready" && known ? enrolled : rows;
  const confirmed = atStake <= MOST_UNASKED || Number(typed.replace(/\D/g, "")) === atStake;
  const left = before === "keep" ? enrolled : 0;
  const { calls, minutes } = estimate(rows, left, options);
  const inactive = state.issues
    .filter(({ code }) => code === "user_inactive" || code === "user_inactive_accepted")
    .reduce((sum, issue) => sum + issue.rows, 0);

  return (
    <Dialog
      open
      steady
      onClose={props.onClose}
      title={rows > left ? t("review.title", { rows: rows - left }) : t("review.titleNone")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (confirmed && rows > 0) props.onImport(options);
        }}
      >
        <p className="rounded-panel border border-accent/25 bg-accent-wash px-4 py-2">
          {t("review.into")} <strong className="font-semibold break-all">{target.name}</strong>
          <span className="block font-mono text-sm break-all">{target.host}</span>
        </p>
        {scope === "ready" ? <ReviewCounts state={state} rows={rows} left={left} /> : null}
        {scope === "ready" ? (
          <ExistingChoice
            before={before}
            enrolled={enrolled}
            onChange={(choice) => setOptions({ ...options, before: choice })}
          />
        ) : null}
        {scope === "kept" ? <p>{t("review.keptText")}</p> : null}
        {scope === "unchecked" ? <p>{t("review.uncheckedText")}</p> : null}
        <div>
          <h3 className="font-semibold">{t("review.checks")}</h3>
          <ul className="mt-1">
            {pool ? (
              <CheckLine tone={pool === "on" ? "good" : pool === "off" ? "bad" : "warn"}>
                {t(`review.pool.${pool}`)}
              </CheckLine>
            ) : (
              <CheckLine tone="info">{t("review.poolAsking")}</CheckLine>
            )}
            {scope === "ready" ? (
              <PoolCheck finder={finder} inactive={inactive} onCheck={onCheck} onStop={onStopCheck} />
            ) : null}
            {inactive > 0 && scope === "ready" ? (
              <li className="pb-1.5 pl-6.5">
                <Checkbox
                  label={t("review.acceptInactive", { rows: inactive })}
                  checked={state.choices.acceptInactiveUsers}
                  onChange={(event) => onAcceptInactive(event.target.checked)}
                />
              </li>
            ) : null}
            <CheckLine tone="info">{t("review.noUndo")}</CheckLine>
            <CheckLine tone="info">{t("review.oneCode")}</CheckLine>
          </ul>
        </div>
        {atStake > MOST_UNASKED ? (
          <div className="rounded-panel border border-warn/40 bg-warn-wash px-4 py-3">
            <label htmlFor={numberId}>{t("review.typeNumber", { rows: atStake })}</label>
            <Input
              id={numberId}
              value={typed}
              inputMode="numeric"
              autoComplete="off"
              className="mt-1.5 block w-40"
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        ) : null}
        <RunOptionsFields options={options} onChange={setOptions} />
        <p className="text-ink-soft">{t("review.estimate", { calls, minutes })}</p>
        <div className="sticky -bottom-4 -mx-5 -mb-4 flex rounded-b-panel flex-wrap justify-end gap-2 border-t border-line bg-raised px-5 py-3">
          <Button onClick={props.onClose}>{t("app.cancel")}</Button>
          <Button look="primary" type="submit" disabled={!confirmed || rows === 0}>
            <Ship aria-hidden className="size-4" />
            {t("review.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
